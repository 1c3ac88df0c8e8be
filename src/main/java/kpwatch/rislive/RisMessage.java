package kpwatch.rislive;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kpwatch.observation.AsPath;
import kpwatch.observation.Asn;
import kpwatch.observation.PeerId;
import kpwatch.observation.Prefix;

/**
 * The {@code data} of one frame while it is read; used again for the next. Missing and empty are
 * the same here, as they are in the two generations of the format.
 */
final class RisMessage {
  /** RFC 7999. */
  private static final long[] BLACKHOLE = {65_535, 666};

  /** The last second of a time stamp that we believe, in the year 2100. */
  private static final double LATEST = 4_102_444_800.0;

  private final Interest interest;
  private final List<Prefix> announced = new ArrayList<>();
  private final List<Prefix> withdrawn = new ArrayList<>();
  private final List<Asn> path = new ArrayList<>();
  private String type = "";
  private String host = "";
  private String peer = "";
  private String state = "";
  private String text = "";
  private double seconds;
  private boolean blackholed;

  RisMessage(Interest interest) {
    this.interest = interest;
  }

  void clear() {
    announced.clear();
    withdrawn.clear();
    path.clear();
    type = "";
    host = "";
    peer = "";
    state = "";
    text = "";
    seconds = -1;
    blackholed = false;
  }

  /** Reads the object that the parser stands on. */
  void read(JsonParser parser) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      JsonToken value = parser.nextToken();
      switch (key) {
        case "type" -> type = word(parser, value);
        case "host" -> host = word(parser, value);
        case "peer" -> peer = word(parser, value);
        case "state" -> state = word(parser, value);
        case "message" -> text = word(parser, value);
        case "timestamp" -> seconds = number(parser, value);
        case "path" -> path(parser, value);
        case "community" -> communities(parser, value);
        case "announcements" -> announcements(parser, value);
        case "withdrawals" -> prefixes(parser, value, withdrawn);
        default -> parser.skipChildren();
      }
    }
  }

  /** What a complaint of the server says, cut to a line. */
  String complaint() {
    String line = text.replaceAll("\\p{Cntrl}", " ");
    return line.length() > 200 ? line.substring(0, 200) : line;
  }

  /** What a {@code ris_message} comes to. */
  Frame frame() {
    boolean update = type.equals("UPDATE") || type.isEmpty();
    boolean session = type.equals("RIS_PEER_STATE");
    if (!session && !(update && !(announced.isEmpty() && withdrawn.isEmpty()))) {
      return new Frame.Alive();
    }
    if (host.isEmpty() || peer.isEmpty() || !(seconds >= 0 && seconds <= LATEST)) {
      return new Frame.Malformed("without a host, a peer or a time");
    }
    int dot = host.indexOf('.');
    PeerId from = new PeerId(dot < 0 ? host : host.substring(0, dot), peer);
    Instant time = Instant.ofEpochMilli(Math.round(seconds * 1000));
    if (session) {
      return new Frame.Session(from, time, !state.equals("down"));
    }
    return new Frame.Update(from, time, new AsPath(path), blackholed, announced, withdrawn);
  }

  private static String word(JsonParser parser, JsonToken value) throws IOException {
    if (value == JsonToken.VALUE_STRING) {
      return parser.getText();
    }
    parser.skipChildren();
    return "";
  }

  private static double number(JsonParser parser, JsonToken value) throws IOException {
    if (value.isNumeric()) {
      return parser.getDoubleValue();
    }
    if (value == JsonToken.VALUE_STRING) {
      try {
        return Double.parseDouble(parser.getText());
      } catch (NumberFormatException e) {
        return -1;
      }
    }
    parser.skipChildren();
    return -1;
  }

  /** An AS set is an array in the array: it names no single network and is left out. */
  private void path(JsonParser parser, JsonToken value) throws IOException {
    if (value != JsonToken.START_ARRAY) {
      parser.skipChildren();
      return;
    }
    for (JsonToken hop = parser.nextToken(); open(hop); hop = parser.nextToken()) {
      if (hop == JsonToken.VALUE_NUMBER_INT) {
        path.add(new Asn(parser.getLongValue()));
      } else {
        parser.skipChildren();
      }
    }
  }

  private void communities(JsonParser parser, JsonToken value) throws IOException {
    if (value != JsonToken.START_ARRAY) {
      parser.skipChildren();
      return;
    }
    for (JsonToken pair = parser.nextToken(); open(pair); pair = parser.nextToken()) {
      if (pair != JsonToken.START_ARRAY) {
        parser.skipChildren();
        continue;
      }
      int same = 0;
      int count = 0;
      for (JsonToken part = parser.nextToken(); open(part); part = parser.nextToken()) {
        boolean number = part == JsonToken.VALUE_NUMBER_INT && count < BLACKHOLE.length;
        same += number && parser.getLongValue() == BLACKHOLE[count] ? 1 : 0;
        count++;
        parser.skipChildren();
      }
      blackholed |= count == BLACKHOLE.length && same == count;
    }
  }

  private void announcements(JsonParser parser, JsonToken value) throws IOException {
    if (value != JsonToken.START_ARRAY) {
      parser.skipChildren();
      return;
    }
    for (JsonToken one = parser.nextToken(); open(one); one = parser.nextToken()) {
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

  /** A prefix may stand twice in a message, by two next hops. */
  private void prefixes(JsonParser parser, JsonToken value, List<Prefix> into) throws IOException {
    if (value != JsonToken.START_ARRAY) {
      parser.skipChildren();
      return;
    }
    for (JsonToken one = parser.nextToken(); open(one); one = parser.nextToken()) {
      if (one == JsonToken.VALUE_STRING) {
        Optional<Prefix> prefix = interest.read(parser.getText());
        prefix.filter(p -> !into.contains(p)).ifPresent(into::add);
      } else {
        parser.skipChildren();
      }
    }
  }

  private static boolean open(JsonToken token) throws IOException {
    if (token == null) {
      throw new IOException("cut off");
    }
    return token != JsonToken.END_ARRAY;
  }
}
