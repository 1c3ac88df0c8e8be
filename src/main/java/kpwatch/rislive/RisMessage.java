package kpwatch.rislive;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;
import kpwatch.observation.PeerId;
import kpwatch.untrusted.UntrustedText;

/** The {@code data} of one frame while it is read; used again for the next. */
final class RisMessage {
  /** The last second of a time stamp that we believe, in the year 2100. */
  private static final double LATEST = 4_102_444_800.0;

  /** Collectors are called {@code rrc00}. */
  private static final int LONGEST_HOST = 16;

  private final UpdateBody body;
  private String type = "";
  private String host = "";
  private String peer = "";
  private String state = "";
  private String text = "";
  private double seconds;

  RisMessage(Interest interest) {
    body = new UpdateBody(interest);
  }

  void clear() {
    body.clear();
    type = "";
    host = "";
    peer = "";
    state = "";
    text = "";
    seconds = -1;
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
        case "path" -> body.path(parser, value);
        case "community" -> body.communities(parser, value);
        case "announcements" -> body.announcements(parser, value);
        case "withdrawals" -> body.withdrawals(parser, value);
        default -> parser.skipChildren();
      }
    }
  }

  /** What a complaint of the server says, cut to a line. */
  String complaint() {
    return UntrustedText.log(text);
  }

  /** What a {@code ris_message} comes to. */
  Frame frame() {
    boolean down = type.equals("RIS_PEER_STATE") && state.equals("down");
    boolean update = (type.equals("UPDATE") || type.isEmpty()) && !body.isEmpty();
    if (!down && !update) {
      return new Frame.Alive();
    }
    int dot = host.indexOf('.');
    String collector = dot < 0 ? host : host.substring(0, dot);
    boolean named = !collector.isEmpty() && collector.length() <= LONGEST_HOST && !peer.isEmpty();
    if (!named || !(seconds >= 0 && seconds <= LATEST)) {
      return new Frame.Malformed("without a host, a peer or a time");
    }
    PeerId from = new PeerId(collector, peer);
    Instant time = Instant.ofEpochMilli(Math.round(seconds * 1000));
    return down ? new Frame.Down(from, time) : body.update(from, time);
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
}
