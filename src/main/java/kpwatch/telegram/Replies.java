package kpwatch.telegram;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import kpwatch.command.Place;
import kpwatch.command.Reply;
import kpwatch.command.Reply.Button;
import kpwatch.subscription.Wishes.Detail;
import kpwatch.untrusted.UntrustedText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers people. Who is not answered asks again, so nothing is repeated here, and where there is
 * no room beside the alerts it is left out.
 */
final class Replies {
  private static final Logger LOG = LoggerFactory.getLogger(Replies.class);
  private static final Duration SHORT = Duration.ofSeconds(3);
  private static final int IN_A_ROW = 3;

  private final Posts posts;
  private final Pacer pacer;
  private final Pause pause;
  private final InstantSource clock;

  Replies(Posts posts, Pacer pacer, Pause pause, InstantSource clock) {
    this.posts = posts;
    this.pacer = pacer;
    this.pause = pause;
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
   * Posts an answer.
   *
   * @param silent for what nobody asked for
   */
  void say(Destination to, Said said, boolean silent, Optional<Integer> replyTo) {
    Posts.Post post = new Posts.Post(page(to, said), said.buttons(), silent, replyTo);
    answered(to, () -> posts.send(to, post));
  }

  /** Puts an answer in the place of an earlier one. */
  void change(Destination in, int message, Said said) {
    answered(in, () -> posts.edit(in, message, page(in, said), said.buttons()));
  }

  /** Once more where Telegram had only been asked too much at once: somebody waits for it. */
  private void answered(Destination to, Supplier<Answer<?>> sending) {
    if (!room(to)) {
      return;
    }
    Answer<?> answer = paced(sending);
    if (answer instanceof Answer.Refused<?> refused && refused.code() == 429 && room(to)) {
      answer = paced(sending);
    }
    noted(to, answer);
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

  private boolean room(Destination to) {
    Duration wait = pacer.talk(to.chat(), clock.instant());
    while (!wait.isZero() && wait.compareTo(SHORT) <= 0 && pause.last(wait)) {
      wait = pacer.talk(to.chat(), clock.instant());
    }
    if (!wait.isZero()) {
      LOG.info("no room for an answer in {} for another {}", to, wait);
    }
    return wait.isZero();
  }

  private static void noted(Destination to, Answer<?> answer) {
    if (!(answer instanceof Answer.Ok<?>) && !unchanged(answer)) {
      LOG.info("an answer did not reach {}: {}", to, answer);
    }
  }

  private static boolean unchanged(Answer<?> answer) {
    return answer instanceof Answer.Refused<?> refused && refused.says("message is not modified");
  }
}
