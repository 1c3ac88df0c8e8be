package kpwatch.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import kpwatch.subscription.Wishes.Detail;
import org.junit.jupiter.api.Test;

final class ShapeTest {
  @Test
  void fullHasEverythingAndShortTheFirstFactAndTheVerdict() {
    var message = News.message("○ OUTAGE: all gone", 1, Scene.START);
    assertThat(Shape.alert(message, Detail.FULL).html())
        .isEqualTo(
            """
            <b>○ OUTAGE: all gone</b>
            Since <tg-time unix="1795407120" format="wDt">2026-11-23 04:12 UTC</tg-time>

            All 4 prefixes left the routing table.

            <b>Assessment</b>
            A fault inside is likely.
            Confidence is low.

            <code>KP-K7Q2</code> · update 1 · data 04:14 UTC""");
    assertThat(Shape.alert(message, Detail.SHORT).plain())
        .contains("A fault inside is likely.")
        .doesNotContain("Confidence is low.");
  }

  @Test
  void whatIsTakenBackIsStruckThrough() {
    var message =
        new kpwatch.notify.Message(
            kpwatch.notify.Message.Status.NORMAL,
            "Correction to KP-K7Q2",
            java.util.List.of(
                new kpwatch.notify.Message.Section(
                    "What was said", java.util.List.of("All 4 <prefixes> left."), true)),
            "",
            java.util.Optional.empty());

    assertThat(Shape.alert(message, Detail.FULL).html())
        .contains("<s>All 4 &lt;prefixes&gt; left.</s>");
  }

  @Test
  void aChannelIsNamedAsItsPeopleKnowIt() {
    Destination here = Destination.parse("-100123456/7").orElseThrow();
    assertThat(Replies.named("-100123456/7", here)).isEqualTo("this topic");
    assertThat(Replies.named("-100123456/9", here)).isEqualTo("topic 9");
    assertThat(Replies.named("-100123456", here)).isEqualTo("the chat itself");
    assertThat(Replies.named("5", Destination.of(5))).isEqualTo("this chat");
    assertThat(Replies.named("-200", here)).isEqualTo("chat -200");
  }

  @Test
  void aDestinationIsAChatOrATopicOfIt() {
    assertThat(Destination.parse("-1001234567890/17").orElseThrow())
        .hasToString("-1001234567890/17")
        .satisfies(d -> assertThat(d.home()).isEqualTo("-1001234567890"))
        .satisfies(d -> assertThat(d.general()).hasToString("-1001234567890"));
    for (String wrong : new String[] {"", "x", "1/", "/1", "1/-2", "--1", "1 "}) {
      assertThat(Destination.parse(wrong)).as(wrong).isEmpty();
    }
  }
}
