package kpwatch.telegram;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import kpwatch.command.Place;
import kpwatch.command.Reply;
import kpwatch.command.Reply.Button;
import kpwatch.subscription.Wishes.Detail;
import kpwatch.supervision.FailureStreak;
import kpwatch.untrusted.UntrustedText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers people. An answer waits its turn in the queue of its chat, and no thread waits with it.
 * Who is not answered asks again, so nothing is repeated here, and where there is no room beside
 * the alerts within {@link #PATIENCE} it is left out.
 */
final class Replies {
  private static final Logger LOG = LoggerFactory.getLogger(Replies.class);

  /** Room in one chat comes each second; a minute's share of a group that is used up does not. */
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  private static final int IN_A_ROW = 3;

  private final Posts posts;
  private final Pacer pacer;
  private final FairQueue queue;
  private final InstantSource clock;
  private final FailureStreak roomless = new FailureStreak();
  private final FailureStreak unheard = new FailureStreak();

  Replies(Posts posts, Pacer pacer, FairQueue queue, InstantSource clock) {
    this.posts = posts;
    this.pacer = pacer;
    this.queue = queue;
    this.clock = clock;
  }

  /**
   * An answer, ready to be shown.
   *
   * @param choices rows of buttons above those of the reply
   * @param about the chat that it is about, by whose title it is called elsewhere
   */
  record Said(Reply reply, List<List<Button>> choices, Optional<Place> about) {
    static Said of(Reply reply) {
      return new Said(reply, List.of(), Optional.empty());
    }

    /** The same with one more section at its end. */
    Said and(kpwatch.notify.Message.Section more) {
      Reply longer = new Reply(reply.message().and(more), reply.buttons(), reply.open());
      return new Said(longer, choices, about);
    }

    List<List<Button>> buttons() {
      List<List<Button>> rows = new ArrayList<>(choices);
      List<Button> own = reply.buttons();
      for (int i = 0; i < own.size(); i += IN_A_ROW) {
        rows.add(own.subList(i, Math.min(own.size(), i + IN_A_ROW)));
      }
      return rows;
    }
  }

  /**
   * Posts an answer. Does not wait for it.
   *
   * @param silent for what nobody asked for
   */
  void say(Destination to, Said said, boolean silent, Optional<Integer> replyTo) {
    Posts.Post post = new Posts.Post(page(to, said), said.buttons(), silent, replyTo);
    queued(to, () -> posts.send(to, post));
  }

  /** Puts an answer in the place of an earlier one. Does not wait for it. */
  void change(Destination in, int message, Said said) {
    Page page = page(in, said);
    queued(in, () -> posts.edit(in, message, page, said.buttons()));
  }

  private void queued(Destination to, Supplier<Answer<?>> sending) {
    if (!queue.answer(to, new Speech(to, sending, clock.instant()))) {
      roomless(to);
    }
  }

  private void roomless(Destination to) {
    if (roomless.again()) {
      LOG.info("no room for an answer in {}; answers left out so far: {}", to, roomless.times());
    }
  }

  /** An answer on its way; once more where Telegram had only been asked too much at once. */
  private final class Speech implements Work {
    private final Destination to;
    private final Supplier<Answer<?>> sending;
    private final Instant last;
    private boolean refused;

    Speech(Destination to, Supplier<Answer<?>> sending, Instant begun) {
      this.to = to;
      this.sending = sending;
      this.last = begun.plus(PATIENCE);
    }

    @Override
    public Optional<Duration> step() {
      Duration wait = pacer.talk(to.chat(), clock.instant());
      if (!wait.isZero()) {
        return patient(wait);
      }
      Answer<?> answer = paced(sending);
      if (answer instanceof Answer.Refused<?> refusal && refusal.code() == 429 && !refused) {
        refused = true;
        return patient(refusal.told().orElse(PATIENCE));
      }
      noted(to, answer);
      return Optional.empty();
    }

    private Optional<Duration> patient(Duration wait) {
      if (clock.instant().plus(wait).isAfter(last)) {
        roomless(to);
        return Optional.empty();
      }
      return Optional.of(wait);
    }
  }

  private Answer<?> paced(Supplier<Answer<?>> sending) {
    try {
      return sending.get();
    } finally {
      pacer.done(clock.instant());
    }
  }

  private static Page page(Destination here, Said said) {
    return new Shape(id -> titled(id, here, said).orElseGet(() -> named(id, here)))
        .page(said.reply().message(), Detail.FULL);
  }

  /** Another chat by its title, as far as the answer is about it. */
  private static Optional<String> titled(String id, Destination here, Said said) {
    return said.about()
        .filter(place -> place.channel().id().equals(id) && !id.equals(here.toString()))
        .map(place -> UntrustedText.quoted(place.name()));
  }

  /** A channel as people there know it. */
  static String named(String id, Destination here) {
    if (id.equals(here.toString())) {
      return here.topic().isPresent() ? "this topic" : "this chat";
    }
    Optional<Destination> other = Destination.parse(id);
    boolean same = other.filter(o -> o.chat() == here.chat()).isPresent();
    if (same) {
      return other.flatMap(Destination::topic).map(t -> "topic " + t).orElse("the chat itself");
    }
    return "chat " + id;
  }

  private void noted(Destination to, Answer<?> answer) {
    if (!(answer instanceof Answer.Ok<?>) && !unchanged(answer) && unheard.again()) {
      LOG.info(
          "an answer did not reach {}: {}; answers that did not arrive so far: {}",
          to,
          answer,
          unheard.times());
    }
  }

  private static boolean unchanged(Answer<?> answer) {
    return answer instanceof Answer.Refused<?> refused && refused.says("message is not modified");
  }
}
