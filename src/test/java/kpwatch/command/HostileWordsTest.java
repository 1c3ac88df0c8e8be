package kpwatch.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import kpwatch.notify.Message;
import kpwatch.testkit.ShownText;
import kpwatch.testkit.SmallStack;
import org.junit.jupiter.api.Test;

/** Hostile words in every option of every command, before a platform shapes the answer. */
final class HostileWordsTest {
  private final Desk desk = new Big().desk();

  @Test
  void everyOptionBearsEveryText() {
    for (Spec spec : Desk.commands()) {
      for (Spec.Option option : spec.options()) {
        SmallStack.inProportion(
            "/" + spec.name() + " " + option.name(),
            text ->
                desk.answer(
                    Night.request(Night.managed(), spec.name(), option.name(), text), Big.NOW));
      }
    }
    SmallStack.inProportion("codes", desk::codes);
    SmallStack.inProportion("a button", b -> desk.pressed(b, Night.managed(), Big.NOW));
    SmallStack.inProportion(
        "a cut", text -> assertThat(Fit.message(Message.note(text, text, text))).isNotNull());
  }

  @Test
  void everyAnswerIsHarmlessBeforeItIsShaped() {
    List<String> faults = new ArrayList<>();
    HostileAnswers.all()
        .forEach(
            answer -> {
              String plain = answer.reply().message().plain();
              ShownText.faults(plain, answer.typed()).forEach(f -> faults.add(answer + ": " + f));
              if (plain.contains("{channel:" + HostileAnswers.CHANNEL)) {
                faults.add(answer + ": a stranger's placeholder");
              }
              if (answer.reply().message().headline().length() > 256) {
                faults.add(answer + ": a long headline");
              }
            });
    assertThat(faults).isEmpty();
  }
}
