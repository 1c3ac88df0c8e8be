package kpwatch.notify;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import kpwatch.notify.Message.Section;
import kpwatch.notify.Notification.Kind;

/**
 * What waits for a channel and belongs together becomes one message: what came later has overtaken
 * what was not sent. An end tells of the beginning that nobody heard of; a first word tells how
 * things stand by now; of several updates the newest speaks. The others are named in it, each with
 * its time.
 */
public final class Merging {
  private static final String LATE = "Not sent at its time";
  private static final String TOGETHER = "Told with it";

  private Merging() {}

  /**
   * One message for several.
   *
   * @param carrier the delivery that is made, with the words of all, as loud as the loudest
   * @param carried the others, which are told by it
   */
  public record Merged(Delivery carrier, List<Delivery> carried) {
    public Merged {
      carried = List.copyOf(carried);
    }
  }

  /**
   * What the first of those that wait is merged with; empty where it goes alone. One in doubt is
   * repeated as it is, and takes no other along. Nothing is taken past news that tells how
   * everything stands: what came after that is told after it.
   *
   * @param waiting all that wait for one channel, in order
   * @param card how the incident of the first reads now
   */
  public static Optional<Merged> of(List<Delivery> waiting, Optional<Card> card, Instant now) {
    Delivery first = waiting.get(0);
    Optional<String> topic = topic(first.notification());
    if (topic.isEmpty() || first.begun().isPresent()) {
      return Optional.empty();
    }
    List<Delivery> together =
        waiting.stream()
            .takeWhile(d -> !d.notification().tellsTheState())
            .filter(d -> topic(d.notification()).equals(topic) && d.begun().isEmpty())
            .toList();
    if (together.size() < 2) {
      return Optional.empty();
    }
    Delivery carrier = carrier(together);
    List<Delivery> carried = together.stream().filter(d -> d != carrier).toList();
    boolean standing =
        carrier == first
            && !ends(carrier.notification())
            && card.filter(c -> !c.ended()).isPresent();
    Message words = standing ? card.orElseThrow().message() : carrier.words();
    boolean late = together.stream().anyMatch(d -> d.late(now));
    Message all = words.and(new Section(late ? LATE : TOGETHER, lines(carried)));
    return Optional.of(
        new Merged(
            carrier.carrying(heard(carrier, together), late ? Delivery.delayed(all) : all),
            carried));
  }

  /** What a notification is about, if others may be about it too. */
  private static Optional<String> topic(Notification notification) {
    return notification.kind() == Kind.BLIND || notification.kind() == Kind.SEEING
        ? Optional.of("our sight")
        : notification.incident();
  }

  private static Delivery carrier(List<Delivery> together) {
    Delivery first = together.get(0);
    Delivery last = together.get(together.size() - 1);
    boolean untold = first.notification().incident().isPresent() && first.replyTo().isEmpty();
    return together.stream()
        .filter(d -> ends(d.notification()))
        .max(Comparator.comparingLong(Delivery::number))
        .orElse(untold ? first : last);
  }

  private static boolean ends(Notification notification) {
    return notification.kind() == Kind.CLOSED || notification.kind() == Kind.CORRECTION;
  }

  private static Recipient heard(Delivery carrier, List<Delivery> together) {
    boolean sounding = together.stream().anyMatch(d -> d.to().sounding());
    Optional<String> mention =
        carrier.notification().kind() == Kind.CLOSED
            ? Optional.empty()
            : together.stream().flatMap(d -> d.to().mention().stream()).findFirst();
    return new Recipient(
        carrier.channel(),
        sounding,
        mention,
        carrier.to().detail(),
        sounding ? Optional.empty() : carrier.to().hush());
  }

  private static List<String> lines(List<Delivery> carried) {
    List<String> lines = new ArrayList<>();
    for (Delivery delivery : carried) {
      Notification said = delivery.notification();
      lines.add(Times.utcDay(said.at()) + ": " + delivery.words().headline());
    }
    return lines;
  }
}
