package kpwatch.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentTest {
  @Test
  void saysWhoAsksAndHowToReachUs() {
    assertThat(Agent.text("0.1.0", "https://example.org/kpwatch"))
        .isEqualTo("kpwatch/0.1.0 (+https://example.org/kpwatch)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "\r\n", "한국"})
  void withoutAContactSaysOnlyWho(String contact) {
    assertThat(Agent.text("0.1.0", contact)).isEqualTo("kpwatch/0.1.0");
  }

  @Test
  void leavesOutWhatAHeaderCannotHold() {
    assertThat(Agent.text("0.1 \n", "a@b.example\r\nX-Evil: 1 (é)"))
        .isEqualTo("kpwatch/0.1 (+a@b.exampleX-Evil: 1)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "kpwatch\r\nX: 1", "kpwatch/é"})
  void anUnprintableAgentCannotBeUsed(String agent) {
    assertThatThrownBy(
            () ->
                new ProbeConduct(
                    agent,
                    Map.of(),
                    Conducts.SHORT,
                    a -> true,
                    false,
                    InstantSource.system(),
                    java.time.Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
