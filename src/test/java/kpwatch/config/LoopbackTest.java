package kpwatch.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LoopbackTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:8080/x",
        "http://127.255.3.9",
        "ws://localhost/",
        "http://LOCALHOST:1",
        "http://[::1]:80/",
        "http://[0:0:0:0:0:0:0:1]/",
        "http://[::ffff:127.0.0.1]/"
      })
  void staysOnThisMachine(String url) {
    assertThat(Loopback.holds(URI.create(url))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://stat.ripe.net",
        "http://127.0.0.1.example.org",
        "http://128.0.0.1",
        "http://127.0.1",
        "http://localhost.example.org",
        "http://127.0.0.1@example.org/",
        "http://[::2]/",
        "http://0.0.0.0/",
        "http://10.0.0.1",
        "mailto:someone"
      })
  void goesElsewhere(String url) {
    assertThat(Loopback.holds(URI.create(url))).isFalse();
  }

  @Test
  void neverLooksUpAName() {
    assertThat(Loopback.holds("127.0.0.999")).isFalse();
    assertThat(Loopback.holds("::1::1")).isFalse();
  }
}
