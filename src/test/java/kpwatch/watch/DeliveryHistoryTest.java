package kpwatch.watch;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import kpwatch.notify.Notification;
import kpwatch.notify.Notification.Kind;
import kpwatch.notify.Rung;
import kpwatch.subscription.ChannelRef;
import kpwatch.subscription.Standing;
import kpwatch.subscription.Subscription;
import kpwatch.testkit.Histories;
import kpwatch.testkit.MemoryOutbox.Row;
import kpwatch.testkit.MoodyChat;
import kpwatch.testkit.MoodyChat.Post;
import kpwatch.watch.DeliveredHistory.Silence;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What readers of every channel have read after any history, from the routes to the chats. */
@Tag("slow")
class DeliveryHistoryTest {
  private static final int USUAL = 250;
  private static final Set<Kind> MAY_EXPIRE = Set.of(Kind.UPDATED, Kind.UNSTABLE, Kind.NEWS);

  private static final Logger LOG = (Logger) LoggerFactory.getLogger("kpwatch.dispatch");

  /** Trouble without end would be told without end. */
  @BeforeAll
  static void quiet() {
    LOG.setLevel(Level.OFF);
  }

  @AfterAll
  static void loud() {
    LOG.setLevel(null);
  }

  @Test
  void everyChannelHearsOfEveryBeginningAndEndOnceAndInOrder() {
    Histories.each(
        "deliveries",
        USUAL,
        random -> {
          DeliveredHistory history = new DeliveredHistory(random);
          try {
            history.played();
            for (Subscription subscription : history.outbox.all()) {
              new Heard(history, subscription).assertSound();
            }
          } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(e.getMessage() + "\n" + String.join("\n", history.log), e);
          }
        });
  }

  /** One channel after a history. */
  private static final class Heard {
    private final DeliveredHistory history;
    private final Subscription subscription;
    private final ChannelRef channel;
    private final MoodyChat chat;
    private final List<Row> said;

    /** The first copy of each message, in order. */
    private final List<Post> posts = new ArrayList<>();

    private final Map<Long, Integer> copies = new HashMap<>();
    private final Map<Long, Integer> lost = new HashMap<>();

    Heard(DeliveredHistory history, Subscription subscription) {
      this.history = history;
      this.subscription = subscription;
      this.channel = subscription.channel();
      this.chat = Optional.ofNullable(history.chats.get(channel.platform())).orElseThrow();
      this.said = history.outbox.rows().stream().filter(r -> r.channel().equals(channel)).toList();
      for (Post post : chat.posts()) {
        if (post.channel().equals(channel)) {
          long number = post.delivery().number();
          if (copies.merge(number, 1, Integer::sum) == 1) {
            posts.add(post);
          }
          if (!chat.answered(post)) {
            lost.merge(number, 1, Integer::sum);
          }
        }
      }
    }

    void assertSound() {
      assertNothingTwice();
      assertInOrder();
      assertNoLouderThanTheCaps();
      assertNothingDuringAMute();
      assertNothingOvertaken();
      if (subscription.standing().state() != Standing.State.GONE) {
        assertEverythingIsTold();
        incidents().forEach(this::assertOneEnd);
        assertLastWordIsTheState();
        assertCards();
        assertMutesEndInTheTruth();
      }
    }

    private void assertNothingTwice() {
      copies.forEach(
          (number, count) ->
              assertThat(count - 1)
                  .as("copies of #" + number + " in " + channel)
                  .isLessThanOrEqualTo(chat.remembers() ? 0 : lost.getOrDefault(number, 0)));
      Map<Row, Long> tellers = new LinkedHashMap<>();
      posts.forEach(p -> rows(p).forEach(r -> tellers.merge(r, 1L, Long::sum)));
      assertThat(tellers.values()).as("told by one message, " + channel).allMatch(n -> n == 1);
    }

    private List<Row> rows(Post post) {
      return said.stream().filter(r -> r.toldBy() == post.delivery().number()).toList();
    }

    /** What is about one incident, or about our sight, comes in the order in which it was said. */
    private void assertInOrder() {
      Map<String, Row> last = new HashMap<>();
      for (Post post : posts) {
        for (Row row : rows(post)) {
          String topic = topic(row.notification());
          Optional<Row> before = Optional.ofNullable(last.put(topic, row));
          assertThat(before.filter(b -> said.indexOf(b) > said.indexOf(row)))
              .as(row + " in " + channel)
              .isEmpty();
        }
      }
    }

    private static String topic(Notification said) {
      return ofSight(said) ? "sight" : said.incident().orElse(said.id());
    }

    private static boolean ofSight(Notification said) {
      return said.kind() == Kind.BLIND || said.kind() == Kind.SEEING;
    }

    private void assertNoLouderThanTheCaps() {
      List<Post> loud = posts.stream().filter(p -> p.delivery().to().sounding()).toList();
      Map<String, Integer> about = new HashMap<>();
      List<Instant> written = new ArrayList<>();
      for (Post post : loud) {
        Optional<Row> rung = rows(post).stream().filter(r -> r.written().sounding()).findFirst();
        assertThat(rung).as("rings for something: " + post.delivery().number()).isPresent();
        Notification said = rung.orElseThrow().notification();
        written.add(said.at());
        said.incident().ifPresent(code -> about.merge(code, 1, Integer::sum));
        long day = written.stream().filter(w -> w.isAfter(said.at().minus(Rung.DAY))).count();
        assertThat(day).as("loud in a day, " + channel).isLessThanOrEqualTo(6);
      }
      assertThat(about.values()).as("loud about one, " + channel).allMatch(n -> n <= 3);
    }

    /** What was said before an attempt began and belongs to it is told by it, not after it. */
    private void assertNothingOvertaken() {
      Map<String, Post> fresh = new HashMap<>();
      for (Post post : posts) {
        for (Row row : rows(post)) {
          Optional.ofNullable(fresh.get(topic(row.notification())))
              .filter(earlier -> noTruthBetween(earlier, row))
              .ifPresent(
                  earlier ->
                      assertThat(row.notification().at())
                          .as(row + " had overtaken #" + earlier.delivery().number())
                          .isAfterOrEqualTo(earlier.at()));
        }
        String topic = topic(post.delivery().notification());
        if (post.delivery().begun().isEmpty()) {
          fresh.put(topic, post);
        }
      }
    }

    /** Nothing is taken past what told how everything stood. */
    private boolean noTruthBetween(Post earlier, Row row) {
      return said.stream()
          .filter(r -> r.notification().id().startsWith("unmuted/"))
          .noneMatch(
              r ->
                  said.indexOf(r) < said.indexOf(row)
                      && !r.notification().at().isBefore(first(earlier)));
    }

    private Instant first(Post post) {
      return rows(post).get(0).notification().at();
    }

    private void assertNothingDuringAMute() {
      for (Post post : posts) {
        assertThat(history.silences)
            .as("#" + post.delivery().number() + " at " + post.at() + " in " + channel)
            .noneMatch(s -> s.broken(post));
      }
    }

    private void assertEverythingIsTold() {
      for (Row row : said) {
        assertThat(row.pending()).as(row + " waits in " + channel).isFalse();
        List<Post> telling =
            posts.stream().filter(p -> p.delivery().number() == row.toldBy()).toList();
        if (row.withheld()) {
          continue;
        }
        if (!row.sent()) {
          assertThat(row.notification().kind()).as(row + " was given up").isIn(MAY_EXPIRE);
          continue;
        }
        assertThat(telling).as(row + " was told in " + channel).hasSize(1);
      }
      for (Post post : posts) {
        assertTellsAll(post);
      }
    }

    /**
     * The words of each are there; of an opening, and of an update, others may have taken their
     * place.
     */
    private void assertTellsAll(Post post) {
      String text = post.message().plain();
      for (Row row : rows(post)) {
        Kind kind = row.notification().kind();
        boolean carrier =
            row.toldBy() == post.delivery().number()
                && rows(post).size() > 1
                && row.notification().equals(post.delivery().notification());
        boolean replaced = carrier && kind != Kind.CLOSED && kind != Kind.CORRECTION;
        if (!replaced) {
          assertThat(text)
              .as(row + " in its message in " + channel)
              .contains(row.notification().message().headline());
        }
      }
    }

    private Set<String> incidents() {
      return said.stream()
          .flatMap(r -> r.notification().incident().stream())
          .collect(Collectors.toSet());
    }

    private void assertOneEnd(String code) {
      Notification end = last(n -> n.incident().equals(Optional.of(code)));
      List<Row> ends =
          said.stream()
              .filter(r -> r.notification().id().equals(end.id()) && !r.withheld())
              .toList();
      if (ends.isEmpty()) {
        assertOwed(code, end.at());
        return;
      }
      assertThat(ends).as("end of " + code + " in " + channel).hasSize(1);
      List<Post> about =
          posts.stream()
              .filter(p -> p.delivery().notification().incident().equals(Optional.of(code)))
              .toList();
      assertThat(rows(about.get(about.size() - 1)))
          .as("the last word about " + code + " in " + channel)
          .contains(ends.get(0));
    }

    private Notification last(Predicate<Notification> of) {
      List<Notification> all = history.bench.notifications().filter(of).toList();
      return all.get(all.size() - 1);
    }

    /** The channel was muted then, and was told afterwards. */
    private void assertOwed(String code, Instant at) {
      assertThat(
              posts.stream()
                  .filter(p -> p.delivery().notification().id().startsWith("unmuted/"))
                  .filter(p -> !p.at().isBefore(at))
                  .anyMatch(p -> p.message().plain().contains(code + " has ended")))
          .as("the end of " + code + " after the mute of " + channel)
          .isTrue();
    }

    /** What is seen again was said as often as what was not seen. */
    private void assertLastWordIsTheState() {
      List<Row> sight =
          said.stream().filter(r -> ofSight(r.notification()) && !r.withheld()).toList();
      if (!sight.isEmpty() && sight.get(sight.size() - 1).notification().kind() == Kind.BLIND) {
        Instant at = last(DeliveryHistoryTest.Heard::ofSight).at();
        assertThat(
                posts.stream()
                    .filter(p -> p.delivery().notification().id().startsWith("unmuted/"))
                    .filter(p -> !p.at().isBefore(at))
                    .anyMatch(p -> p.message().plain().contains("For a time we could not see")))
            .as("we see again, " + channel)
            .isTrue();
      }
    }

    private void assertCards() {
      for (String code : incidents()) {
        history
            .outbox
            .card(channel, code)
            .flatMap(chat::reads)
            .ifPresent(
                card ->
                    assertThat(card.headline())
                        .as("card of " + code + " in " + channel)
                        .isEqualTo(
                            last(n -> n.incident().equals(Optional.of(code)))
                                .message()
                                .headline()));
      }
    }

    /** Once, and it names everything that was missed. */
    private void assertMutesEndInTheTruth() {
      assertThat(subscription.mute()).isEmpty();
      for (Silence silence : history.silences) {
        if (silence.channel().equals(channel)) {
          List<Post> truth =
              posts.stream()
                  .filter(p -> p.delivery().notification().id().equals(silence.truth()))
                  .toList();
          Set<String> missed = missed(silence);
          assertThat(truth)
              .as("the truth after " + silence + ", in which was missed: " + missed)
              .hasSizeBetween(missed.isEmpty() ? 0 : 1, 1);
          missed.stream()
              .filter(code -> code.indexOf('/') < 0)
              .forEach(code -> assertThat(truth.get(0).message().plain()).contains(code));
        }
      }
    }

    private Set<String> missed(Silence silence) {
      Set<String> missed = new HashSet<>();
      history.bench.rounds.stream()
          .filter(r -> silence.holds(r.at()))
          .flatMap(r -> r.speech().withheld().stream())
          .filter(w -> w.channel().equals(channel))
          .forEach(w -> missed.add(w.incident()));
      said.stream()
          .filter(r -> r.withheldAt(silence.from()))
          .forEach(r -> missed.add(r.notification().incident().orElse(r.notification().id())));
      return missed;
    }
  }
}
