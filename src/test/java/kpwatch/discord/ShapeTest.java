package kpwatch.discord;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import kpwatch.command.Reply.Button;
import kpwatch.notify.Message;
import kpwatch.notify.Message.Section;
import kpwatch.subscription.Wishes.Detail;
import net.dv8tion.jda.api.entities.MessageEmbed;
import net.dv8tion.jda.api.utils.messages.MessageCreateData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A message in Discord's form. */
class ShapeTest {
  private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");
  private static final Message OUTAGE = News.message("KP-K7Q2", 1, AT);

  @Test
  void aNonceDependsOnChannelAndNotificationAlone() {
    String nonce = Shape.nonce("1477636521984000032", "KP-K7Q2/1");

    assertThat(nonce).isEqualTo("R3sKXohilqKrzAq7YouhMGDQ").hasSizeLessThanOrEqualTo(25);
  }

  /** Found by fuzzing: a body that all but filled the embed had no room for the mark of the cut. */
  @Test
  void aBodyOfAnyLengthFitsIntoAnEmbed() {
    for (int length = 4070; length < 4110; length++) {
      List<String> lines = List.of("x".repeat(1000), "y".repeat(length - 1001), "z", "w");
      Message filled =
          new Message(
              Message.Status.OUTAGE,
              "Headline",
              List.of(new Section("", lines)),
              "KP-K7Q2",
              Optional.empty());

      MessageEmbed embed =
          Shape.of(filled, Detail.FULL, Optional.empty(), List.of()).getEmbeds().get(0);

      assertThat(embed.getDescription()).hasSizeBetween(1000, 4096);
    }
  }

  @Test
  void noncesOfUpdatesAndOfChannelsDiffer() {
    List<String> nonces =
        IntStream.range(0, 500)
            .mapToObj(i -> Shape.nonce(Integer.toString(i % 10), "KP-K7Q2/" + i / 10))
            .toList();

    assertThat(nonces).doesNotHaveDuplicates().allMatch(n -> n.matches("[A-Za-z0-9_-]{1,25}"));
    assertThat(Shape.nonce("1", "2/3")).isNotEqualTo(Shape.nonce("1 2", "/3"));
  }

  @Test
  void anEnormousMessageKeepsEveryLimit() {
    String much = "*many* words ".repeat(2000);
    Message enormous =
        new Message(
            Message.Status.OUTAGE,
            much,
            IntStream.range(0, 60).mapToObj(i -> new Section(much, List.of(much, much))).toList(),
            much,
            Optional.of(AT));
    List<Button> buttons =
        IntStream.range(0, 40).mapToObj(i -> new Button(much, "sites:" + i)).toList();

    MessageCreateData data = Shape.of(enormous, Detail.FULL, Optional.of("123"), buttons);
    MessageEmbed embed = data.getEmbeds().get(0);

    assertThat(data.getContent().length()).isBetween(1900, 2000);
    assertThat(embed.getDescription().length()).isBetween(3900, 4096);
    assertThat(embed.getFooter().getText().length()).isLessThanOrEqualTo(2048);
    assertThat(embed.getLength()).isLessThanOrEqualTo(6000);
    assertThat(data.getComponents()).hasSize(5);
    assertThat(Shape.plain(enormous, Optional.of("123")).getContent().length())
        .isLessThanOrEqualTo(2000);
  }

  @Test
  void whatIsTakenBackIsStruckThrough() {
    Section said = new Section("What was said", List.of("All 4 prefixes left."), true);
    Message correction =
        new Message(Message.Status.NORMAL, "Correction", List.of(said), "", Optional.empty());

    MessageCreateData data = Shape.of(correction, Detail.FULL, Optional.empty(), List.of());

    assertThat(data.getEmbeds().get(0).getDescription()).contains("~~All 4 prefixes left.~~");
  }

  @Test
  void manyLinesAreCutBetweenLines() {
    Message long1 =
        new Message(
            Message.Status.OUTAGE,
            "head",
            List.of(new Section("", IntStream.range(0, 500).mapToObj(i -> "line " + i).toList())),
            "",
            Optional.empty());

    String body = description(Shape.of(long1, Detail.FULL, Optional.empty(), List.of()));

    assertThat(body.length()).isLessThanOrEqualTo(4096);
    assertThat(body).matches("(?s).*line \\d+\n…");
  }

  @Test
  void theStatusWordComesFirstAndTheTimeIsThereForEveryReader() {
    MessageCreateData data = Shape.of(OUTAGE, Detail.FULL, Optional.empty(), List.of());

    assertThat(data.getContent()).startsWith("○ OUTAGE: ").contains("12:00 UTC (21:00 Pyongyang)");
    assertThat(data.getEmbeds().get(0).getTitle()).isEqualTo("○ OUTAGE");
    assertThat(description(data)).startsWith("<t:1772366400:F> (<t:1772366400:R>)\n");
    assertThat(data.getEmbeds().get(0).getFooter().getText()).startsWith("KP-K7Q2 · update 1");
  }

  @ParameterizedTest
  @EnumSource(Message.Status.class)
  void everyStatusIsAWordBesideItsColour(Message.Status status) {
    Message message = new Message(status, "head", List.of(Section.of("x")), "", Optional.empty());
    MessageEmbed embed =
        Shape.of(message, Detail.FULL, Optional.empty(), List.of()).getEmbeds().get(0);

    if (status == Message.Status.NOTE) {
      assertThat(embed.getTitle()).isNull();
    } else {
      assertThat(embed.getTitle()).endsWith(" " + status.name());
    }
  }

  @Test
  void inShortTheFirstFactAndTheVerdictAreLeft() {
    String body = description(Shape.of(OUTAGE, Detail.SHORT, Optional.empty(), List.of()));

    assertThat(body)
        .contains("All 4 prefixes", "**Assessment**", "An inside fault is likely.")
        .doesNotContain("Second.", "Seen", "More.");
  }

  @Test
  void inFullEverythingIsThere() {
    String body = description(Shape.of(OUTAGE, Detail.FULL, Optional.empty(), List.of()));

    assertThat(body).contains("Second.", "**Seen**", "Sites: 0 of 23", "More.");
  }

  @Test
  void aNamedChannelBecomesALinkToIt() {
    Message note = Message.note("Alerts go to {channel:123}", "In {channel:456} too.");
    MessageCreateData data = Shape.of(note, Detail.FULL, Optional.empty(), List.of());

    assertThat(data.getContent()).isEqualTo("Alerts go to <#123>");
    assertThat(description(data)).isEqualTo("In <#456> too.");
  }

  @Test
  void aHeadlineAloneNeedsNoEmbed() {
    MessageCreateData data =
        Shape.of(Message.note("Done"), Detail.FULL, Optional.empty(), List.of());

    assertThat(data.getEmbeds()).isEmpty();
  }

  private static String description(MessageCreateData data) {
    return data.getEmbeds().get(0).getDescription();
  }
}
