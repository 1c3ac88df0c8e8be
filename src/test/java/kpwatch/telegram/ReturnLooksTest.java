package kpwatch.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import kpwatch.command.AccessList;
import kpwatch.config.Secret;
import kpwatch.testkit.telegram.Place;
import org.junit.jupiter.api.Test;

/**
 * Issue 17, item 1: nothing is heard while left chats are looked at after a start, and strangers
 * decide how many there are.
 */
final class ReturnLooksTest {
  private static final int GROUPS = 12;

  /** So long the clock goes on with each question. */
  private static final Duration SLOW = Duration.ofSeconds(20);

  @Test
  void chatsAreLookedAtForATimeAndTheLatestToGoFirst() {
    try (Scene scene = new Scene();
        Wire wire = new Wire(Patience.usual(time -> true), 2)) {
      List<Place> groups = new ArrayList<>();
      for (int i = 0; i < GROUPS; i++) {
        groups.add(scene.group());
      }
      for (Place group : groups) {
        scene.later(Duration.ofMinutes(1));
        scene.people.removesBot(scene.owner, group);
        scene.hear();
      }
      int before = scene.telegram.requests("getChatMember").size();

      memberships(scene, wire).afterAbsence();

      var asked = scene.telegram.requests("getChatMember");
      assertThat(asked.size() - before).isBetween(1, GROUPS / 2);
      String last = Long.toString(groups.get(GROUPS - 1).id());
      assertThat(asked.get(before).toString()).contains(last);
    }
  }

  private static Memberships memberships(Scene scene, Wire wire) {
    AtomicInteger reads = new AtomicInteger();
    InstantSource clock = () -> scene.now().plus(SLOW.multipliedBy(reads.getAndIncrement()));
    URI base = URI.create(scene.telegram.baseUrl());
    BotApi api = new BotApi(new Secret(scene.telegram.token()), base, wire.sending());
    Pacer pacer = new Pacer(1);
    FairQueue queue = new FairQueue("answer", 1, 1, Runnable::run, clock, scene.supervisor);
    Posts posts = new Posts(api, pacer, false, clock);
    return new Memberships(
        scene.subscriptions,
        new Greetings(new Replies(posts, pacer, queue, clock)),
        new Rights(api, new Self()),
        new AccessList(List.of(AccessList.EVERYBODY), scene.notes),
        clock);
  }
}
