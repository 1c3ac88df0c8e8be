package kpwatch.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class SecretTest {
  private record Holder(Secret token) {}

  @Test
  void showsAMaskInEveryText() {
    Secret secret = new Secret("very-private");
    assertThat(secret).hasToString("****");
    assertThat("token %s, %10s".formatted(secret, secret)).doesNotContain("very-private");
    assertThat(new Holder(secret)).hasToString("Holder[token=****]");
  }

  @Test
  void isEqualToTheSameTokenOnly() {
    assertThat(new Secret("one")).isEqualTo(new Secret("one")).hasSameHashCodeAs(new Secret("one"));
    assertThat(new Secret("one")).isNotEqualTo(new Secret("ones")).isNotEqualTo("one");
  }

  @Test
  void givesTheTokenWhenAsked() {
    assertThat(new Secret("one").reveal()).isEqualTo("one");
  }

  @Test
  void cannotBeBlank() {
    assertThatThrownBy(() -> new Secret(" ")).isInstanceOf(IllegalArgumentException.class);
  }
}
