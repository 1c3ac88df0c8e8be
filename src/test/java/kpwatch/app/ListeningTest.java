package kpwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import kpwatch.files.NetworkFile;
import kpwatch.notify.Sign;
import kpwatch.observation.RouteStream;
import kpwatch.rislive.RisLiveSettings;
import kpwatch.testkit.Unattended;
import kpwatch.testkit.rislive.FakeRisLive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is said of the stream where one asks how the bot is. */
@Timeout(60)
class ListeningTest {
  @Test
  void switchedOffItIsWellAndPollingIsNamed() {
    try (Listening off = listening(false, URI.create("ws://127.0.0.1:9/"), () -> {})) {
      off.start();
      Sign sign = off.signs(Instant.now()).get(0);
      assertThat(sign.well()).isTrue();
      assertThat(sign.text()).isEqualTo("switched off; routes are seen by polling alone");
      assertThat(off.stream()).isSameAs(RouteStream.NONE);
    }
  }

  @Test
  void onceItIsHeardItIsWellAndItsAgeIsToldAndItsEndToo() throws Exception {
    CountDownLatch woken = new CountDownLatch(2);
    try (FakeRisLive server = new FakeRisLive(InstantSource.system());
        Listening on = listening(true, server.url(), woken::countDown)) {
      assertThat(on.signs(Instant.now()).get(0).well()).isFalse();
      on.start();
      assertThat(woken.await(30, TimeUnit.SECONDS)).isTrue();
      server.await(
          () -> on.signs(Instant.now()).get(0).well(), Duration.ofSeconds(30), "never heard");
      assertThat(on.signs(Instant.now()).get(0).text()).startsWith("heard for ");
      server.refuse();
      server.await(
          () -> !on.signs(Instant.now()).get(0).well(), Duration.ofSeconds(30), "still heard");
      Sign cut = on.signs(Instant.now()).get(0);
      assertThat(cut.harm()).isEqualTo(Sign.Harm.LATER);
      assertThat(cut.text())
          .startsWith("not heard (")
          .endsWith("); routes are seen by polling alone");
    }
  }

  private static Listening listening(boolean enabled, URI url, Runnable wake) {
    return new Listening(
        new RisLiveSettings(enabled, url),
        "kpwatch",
        NetworkFile.read("kp"),
        InstantSource.system(),
        wake,
        Unattended.supervisor());
  }
}
