package kpwatch.rislive;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kpwatch.observation.AsPathReader;
import kpwatch.observation.Asn;
import kpwatch.observation.PeerId;
import kpwatch.observation.Prefix;

/**
 * What one message says of routes while it is read; used again for the next. Missing and empty are
 * the same here, as they are in the two generations of the format.
 */
final class UpdateBody {
  /** RFC 7999. */
  private static final long[] BLACKHOLE = {65_535, 666};

  /** Far above the longest path ever seen; a BGP message of 4096 bytes holds no more. */
  private static final int LONGEST_PATH = 1024;

  private final Interest interest;
  private final Set<Prefix> announced = new LinkedHashSet<>();
  private final Set<Prefix> withdrawn = new LinkedHashSet<>();
  private final AsPathReader path = new AsPathReader();
  private boolean blackholed;

  UpdateBody(Interest interest) {
    this.interest = interest;
  }

  void clear() {
    announced.clear();
    withdrawn.clear();
    path.clear();
    blackholed = false;
  }

  /** Whether it says nothing of interest. */
  boolean isEmpty() {
    return announced.isEmpty() && withdrawn.isEmpty();
  }

  /** Withdrawals come first in a BGP update: what is in both lists is announced. */
  Frame.Update update(PeerId from, Instant time) {
    withdrawn.removeAll(announced);
    return new Frame.Update(
        from, time, path.path(), blackholed, List.copyOf(announced), List.copyOf(withdrawn));
  }

  /** An AS set is an array in the array. A number that is none of an AS is a fault. */
  void path(JsonParser parser, JsonToken value) throws IOException {
    for (JsonToken hop = first(parser, value); open(hop); hop = parser.nextToken()) {
      switch (hop) {
        case VALUE_NUMBER_INT -> path.hop(new Asn(parser.getLongValue()));
        case VALUE_STRING -> path.text(parser.getText());
        case START_ARRAY -> path.set(set(parser));
        default -> {
          parser.skipChildren();
          path.unreadable();
        }
      }
    }
    if (path.size() > LONGEST_PATH) {
      throw new IOException("a path of " + path.size() + " networks");
    }
  }

  /** Two members are enough to see that it names no single network. */
  private static Set<Optional<Asn>> set(JsonParser parser) throws IOException {
    Set<Optional<Asn>> members = new HashSet<>();
    for (JsonToken one = parser.nextToken(); open(one); one = parser.nextToken()) {
      boolean number = one == JsonToken.VALUE_NUMBER_INT || one == JsonToken.VALUE_STRING;
      if (members.size() < 2) {
        members.add(number ? Asn.read(parser.getText()) : Optional.empty());
      }
      parser.skipChildren();
    }
    return members;
  }

  void communities(JsonParser parser, JsonToken value) throws IOException {
    for (JsonToken pair = first(parser, value); open(pair); pair = parser.nextToken()) {
      int same = 0;
      int count = 0;
      for (JsonToken part = first(parser, pair); open(part); part = parser.nextToken()) {
        boolean number = part == JsonToken.VALUE_NUMBER_INT && count < BLACKHOLE.length;
        same += number && parser.getLongValue() == BLACKHOLE[count] ? 1 : 0;
        count++;
        parser.skipChildren();
      }
      blackholed |= count == BLACKHOLE.length && same == count;
    }
  }

  void announcements(JsonParser parser, JsonToken value) throws IOException {
    for (JsonToken one = first(parser, value); open(one); one = parser.nextToken()) {
      if (one != JsonToken.START_OBJECT) {
        parser.skipChildren();
        continue;
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean wanted = parser.currentName().equals("prefixes");
        JsonToken list = parser.nextToken();
        if (wanted) {
          prefixes(parser, list, announced);
        } else {
          parser.skipChildren();
        }
      }
    }
  }

  void withdrawals(JsonParser parser, JsonToken value) throws IOException {
    prefixes(parser, value, withdrawn);
  }

  /** A prefix may stand twice in a message, by two next hops. */
  private void prefixes(JsonParser parser, JsonToken value, Set<Prefix> into) throws IOException {
    for (JsonToken one = first(parser, value); open(one); one = parser.nextToken()) {
      if (one == JsonToken.VALUE_STRING) {
        interest.read(parser.getText()).ifPresent(into::add);
      } else {
        parser.skipChildren();
      }
    }
  }

  /** The first token in an array; its end where there is none, be it that it is no array. */
  private static JsonToken first(JsonParser parser, JsonToken value) throws IOException {
    if (value == JsonToken.START_ARRAY) {
      return parser.nextToken();
    }
    parser.skipChildren();
    return JsonToken.END_ARRAY;
  }

  private static boolean open(JsonToken token) throws IOException {
    if (token == null) {
      throw new IOException("cut off");
    }
    return token != JsonToken.END_ARRAY;
  }
}
