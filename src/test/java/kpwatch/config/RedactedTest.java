package kpwatch.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RedactedTest {
  @ParameterizedTest
  @CsvSource({
    "https://host/path, https://host/path",
    "https://user:word@host/path, https://****@host/path",
    "https://user@host, https://****@host",
    "https://host/path?key=secret&b=c, https://host/path?****",
    "https://host/path#secret, https://host/path?****",
    "https://host/bot12:Ab-c/sendMessage, https://host/bot****/sendMessage",
    "https://host/bot12%3AAb/getMe, https://host/bot****/getMe",
    "https://host/bot12:Ab, https://host/bot****",
    "https://host/file/bot12:Ab/photo, https://host/file/bot****/photo",
    "https://host/api/webhooks/12/abc, https://host/api/webhooks/****",
  })
  void hidesWhatAUrlCarries(String url, String shown) {
    assertThat(Redacted.url(URI.create(url))).isEqualTo(shown);
  }

  @Test
  void findsUrlsWithinASentence() {
    assertThat(Redacted.text("GET http://a:b@one/?t=1 failed, then http://two/bot1:x/getMe"))
        .isEqualTo("GET http://****@one/?**** failed, then http://two/bot****/getMe");
  }

  @Test
  void masksWhatIsShapedLikeAToken() {
    assertThat(Redacted.text("is 123456789:" + "a1B2_".repeat(7) + " right?"))
        .isEqualTo("is **** right?");
    assertThat(Redacted.text("M".repeat(24) + "." + "a".repeat(6) + "." + "z".repeat(38)))
        .isEqualTo("****");
  }

  @Test
  void keepsOrdinaryTexts() {
    String text = "/etc/bot-config.properties line 3: ops@example.org, pyongyangtimes.com.kp";
    assertThat(Redacted.text(text)).isEqualTo(text);
  }

  @Test
  void staysOnOneLineAndIsCut() {
    assertThat(Redacted.text("a\nb\u001b[31m")).doesNotContain("\n", "\u001b");
    assertThat(Redacted.text("x".repeat(500))).hasSize(200).endsWith("…");
  }
}
