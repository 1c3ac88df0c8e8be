package kpwatch.discord;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import kpwatch.command.HostileAnswers;
import kpwatch.command.HostileAnswers.HostileAnswer;
import kpwatch.notify.Message;
import kpwatch.subscription.Wishes.Detail;
import kpwatch.testkit.ShownText;
import kpwatch.testkit.SmallStack;
import net.dv8tion.jda.api.entities.MessageEmbed;
import net.dv8tion.jda.api.utils.messages.MessageCreateData;
import org.junit.jupiter.api.Test;

/** Words of strangers in every place of every command, as Discord gets the answer. */
final class HostileAnswersTest {
  private static final Pattern LIVE =
      Pattern.compile(
          "@everyone|@here|(?<!\\\\)<[@:]|://|discord\\.gg/|(?<!\\\\)\\]\\(|(?m)^\\s*[#>-] ");

  @Test
  void noAnswerCarriesMoreThanItsWords() {
    List<String> faults = new ArrayList<>();
    HostileAnswers.all().forEach(answer -> faults(answer).forEach(f -> faults.add(answer + f)));
    assertThat(faults).isEmpty();
  }

  @Test
  void everyShapeBearsEveryText() {
    SmallStack.inProportion("Escaped.text", Escaped::text);
    SmallStack.inProportion("Shape.line", Shape::line);
    SmallStack.inProportion("Shape.foot", Shape::foot);
    SmallStack.inProportion("Buttons.pressed", Buttons::pressed);
    SmallStack.inProportion(
        "Shape.of",
        text ->
            Shape.of(Message.note(text, text), Detail.FULL, Optional.empty(), List.of()).close());
  }

  private static List<String> faults(HostileAnswer answer) {
    MessageCreateData data =
        Shape.of(answer.reply().message(), Detail.FULL, Optional.empty(), answer.reply().buttons());
    String live = text(data);
    List<String> faults = new ArrayList<>(ShownText.faults(plain(live), answer.typed()));
    if (LIVE.matcher(live).find()) {
      faults.add("markup that works");
    }
    if (live.contains("<#" + HostileAnswers.CHANNEL + ">")) {
      faults.add("an expanded placeholder");
    }
    if (!data.getAllowedMentions().isEmpty() || !data.getMentionedRoles().isEmpty()) {
      faults.add("somebody called");
    }
    return faults.stream().map(f -> ": " + f + " in " + live).toList();
  }

  private static String text(MessageCreateData data) {
    String embeds =
        data.getEmbeds().stream().map(HostileAnswersTest::text).collect(Collectors.joining("\n"));
    return data.getContent() + "\n" + embeds;
  }

  private static String text(MessageEmbed embed) {
    String foot = embed.getFooter() == null ? "" : embed.getFooter().getText();
    return embed.getDescription() + "\n" + foot;
  }

  /** Without what we put in ourselves. */
  private static String plain(String live) {
    return live.replace("\\", "")
        .replace("@\u200B", "@")
        .replace(":\u200B//", "://")
        .replace("\u200B/", "/");
  }
}
