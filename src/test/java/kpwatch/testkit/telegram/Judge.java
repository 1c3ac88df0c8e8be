package kpwatch.testkit.telegram;

import java.util.Optional;

/** Judges what the bot asks and what the fake answers. */
final class Judge {
  private final Service service;

  Judge(Service service) {
    this.service = service;
  }

  void request(Call call) {
    Overlay.check(call, service.notes);
  }

  /** What is wrong with an answer of the fake. */
  Optional<String> answer(String method, Answer answer) {
    return Optional.empty();
  }
}
