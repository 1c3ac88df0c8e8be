package kpwatch.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import kpwatch.command.Desk;
import kpwatch.command.HostileAnswers;
import kpwatch.command.HostileAnswers.HostileAnswer;
import kpwatch.notify.Message;
import kpwatch.notify.Message.Section;
import kpwatch.subscription.Wishes.Detail;
import kpwatch.testkit.ShownText;
import kpwatch.testkit.SmallStack;
import org.junit.jupiter.api.Test;

/** Words of strangers in every place of every command, as Telegram gets the answer. */
final class HostileAnswersTest {
  private static final Pattern CODE = Pattern.compile("<code>[^<]*+</code>");
  private static final Pattern TAG = Pattern.compile("</?(?:b|s|code|tg-time[^<>]*)>");
  private static final Pattern LIVE =
      Pattern.compile("(?:https?|tg)://\\S|[@#$][\\p{L}\\p{N}]|[a-z]@[a-z]|[a-z]\\.[a-z]{2}|[<>]");

  @Test
  void noAnswerCarriesMoreThanItsWords() {
    List<String> faults = new ArrayList<>();
    HostileAnswers.all().forEach(answer -> faults(answer).forEach(f -> faults.add(answer + f)));
    assertThat(faults).isEmpty();
  }

  @Test
  void everyShapeBearsEveryText() {
    SmallStack.inProportionOfLooks("LinkScanner", LinkScanner::scan);
    SmallStack.inProportion("Words", Words::plain);
    SmallStack.inProportion("Shape and Page", HostileAnswersTest::shaped);
    SmallStack.inProportion("Links.asked", Links::asked);
    SmallStack.inProportion("Links.to", text -> Links.to("bot", text));
    SmallStack.inProportion("Buttons.pressed", Buttons::pressed);
    SmallStack.inProportion("Destination", Destination::parse);
    Desk.commands()
        .forEach(
            spec -> SmallStack.inProportion("/" + spec.name(), text -> Options.read(spec, text)));
  }

  private static void shaped(String text) {
    Message message =
        new Message(
            Message.Status.NOTE,
            text,
            List.of(new Section(text, List.of(text)), new Section(text, List.of(text), true)),
            text,
            java.util.Optional.empty());
    Page page = Shape.alert(message, Detail.FULL);
    assertThat(page.html()).isNotEmpty();
    assertThat(page.plain().length()).isLessThanOrEqualTo(Page.MOST);
  }

  private static List<String> faults(HostileAnswer answer) {
    Page page = new Shape(id -> "chat " + id).page(answer.reply().message(), Detail.FULL);
    List<String> faults = new ArrayList<>(ShownText.faults(page.plain(), answer.typed()));
    String live = TAG.matcher(CODE.matcher(page.html()).replaceAll("")).replaceAll("");
    if (LIVE.matcher(live).find()) {
      faults.add("what an app makes a link, a mention or a tag");
    }
    if (page.plain().contains("chat " + HostileAnswers.CHANNEL)) {
      faults.add("an expanded placeholder");
    }
    return faults.stream().map(f -> ": " + f + " in " + live).toList();
  }
}
