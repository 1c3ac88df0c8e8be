package kpwatch.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import kpwatch.notify.Message;
import kpwatch.notify.Message.Section;
import kpwatch.notify.Message.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FitTest {
  @Test
  void whatFitsIsLeftAsItIs() {
    Message message = message("head", 10, 100);
    assertThat(Fit.message(message)).isSameAs(message);
  }

  @ParameterizedTest
  @CsvSource({"50, 100", "1, 9000", "4000, 1", "400, 10", "39, 98"})
  void wholeLinesGoAndHowManyIsSaid(int lines, int length) {
    Message cut = Fit.message(message("head", lines, length));

    assertThat(cut.plain()).hasSizeLessThanOrEqualTo(4000);
    assertThat(cut.foot()).isEqualTo("foot");
    int kept = cut.sections().stream().mapToInt(s -> s.lines().size()).sum() - 1;
    if (3 * lines != kept + 1) {
      assertThat(cut.plain())
          .contains("… and " + (3 * lines - kept) + " more lines than fit here.");
    }
  }

  @Test
  void aHeadlineIsCutToWhatPlatformsShow() {
    assertThat(Fit.message(message("h".repeat(300), 1, 1)).headline()).hasSize(256).endsWith("…");
  }

  private static Message message(String head, int lines, int length) {
    List<String> text = Collections.nCopies(lines, "x".repeat(length));
    Section section = new Section("title", text);
    return new Message(
        Status.NOTE, head, List.of(section, section, section), "foot", Optional.empty());
  }
}
