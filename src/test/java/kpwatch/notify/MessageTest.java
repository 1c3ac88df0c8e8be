package kpwatch.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kpwatch.notify.Message.Section;
import kpwatch.notify.Message.Status;
import org.junit.jupiter.api.Test;

class MessageTest {
  private static final Instant NOW = Instant.parse("2026-03-02T03:00:00Z");

  @Test
  void plainTextHasTheHeadlineTheSectionsAndTheFootApart() {
    Message message =
        new Message(
            Status.OUTAGE,
            "○ OUTAGE: unreachable",
            List.of(
                Section.of("All prefixes left.", "Began at 03:00 UTC."),
                new Section("Seen", List.of("[x] Routes", "[ok] Our own checks"))),
            "KP-K7Q2 · update 1",
            Optional.of(NOW));

    assertThat(message.plain())
        .isEqualTo(
            """
            ○ OUTAGE: unreachable

            All prefixes left.
            Began at 03:00 UTC.

            Seen
              [x] Routes
              [ok] Our own checks

            KP-K7Q2 · update 1""");
  }

  @Test
  void whatIsEmptyLeavesNoGap() {
    Message message =
        new Message(
            Status.NORMAL,
            "● NORMAL",
            List.of(Section.of(), new Section("Assessment", List.of()), Section.of("Seen.")),
            "",
            Optional.empty());

    assertThat(message.plain()).isEqualTo("● NORMAL\n\nSeen.");
  }

  @Test
  void aNoteOfOneLineIsThatLine() {
    assertThat(Message.note("Done.").plain()).isEqualTo("Done.");
    assertThat(Message.note("Done.", "One.", "Two.").plain()).isEqualTo("Done.\n\nOne.\nTwo.");
  }

  @Test
  void underAnotherHeadlineTheRestStays() {
    Message message =
        new Message(
            Status.OUTAGE, "before", List.of(Section.of("facts")), "foot", Optional.of(NOW));

    assertThat(message.under("after"))
        .isEqualTo(
            new Message(
                Status.OUTAGE, "after", List.of(Section.of("facts")), "foot", Optional.of(NOW)));
  }
}
