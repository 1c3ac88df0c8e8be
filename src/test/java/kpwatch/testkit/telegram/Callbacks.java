package kpwatch.testkit.telegram;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Button presses that wait for an answer. Guarded by the world's monitor. */
final class Callbacks {
  private static final int MOST_TEXT = 200;

  private final World world;
  private final Map<String, Instant> open = new LinkedHashMap<>();
  private final List<CallbackAnswer> answers = new ArrayList<>();
  private Duration life = Duration.ofSeconds(15);
  private long last = 4_000_000_000_000L;

  Callbacks(World world) {
    this.world = world;
  }

  void life(Duration next) {
    life = next;
  }

  String pressed() {
    String id = Long.toString(++last);
    open.put(id, world.now());
    return id;
  }

  List<CallbackAnswer> answers() {
    return List.copyOf(answers);
  }

  List<String> unanswered() {
    return List.copyOf(open.keySet());
  }

  /** A press is answered once, and in time. */
  void answer(Params params) {
    String id = params.text("callback_query_id");
    String text = params.text("text");
    Instant pressed = open.get(id);
    if (pressed == null || pressed.plus(life).isBefore(world.now())) {
      throw Refusal.bad("query is too old and response timeout expired or query ID is invalid");
    }
    if (text.codePointCount(0, text.length()) > MOST_TEXT) {
      throw Refusal.defect("MESSAGE_TOO_LONG");
    }
    open.remove(id);
    answers.add(new CallbackAnswer(id, text, params.flag("show_alert")));
  }
}
