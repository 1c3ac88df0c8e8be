package kpwatch.discord;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import kpwatch.command.Desk;
import kpwatch.command.Spec;
import kpwatch.testkit.discord.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands are registered when they have changed, for places where they make sense. */
@Timeout(60)
class RegistrationTest {
  private final Scene scene = new Scene();

  @AfterEach
  void close() {
    assertThat(scene.discord.violations()).isEmpty();
    scene.close();
  }

  @Test
  void theyAreRegisteredOnceAndAgainOnlyIfTheSetHasChanged() {
    scene.connect();
    assertThat(scene.discord.commands().overwrites()).isEqualTo(1);
    assertThat(scene.discord.commands().registered())
        .containsOnlyKeys(Desk.commands().stream().map(Spec::name).toList());

    scene.restart();
    assertThat(scene.discord.commands().overwrites()).isEqualTo(1);

    scene.notes.keep("discord/commands", "of an older version");
    scene.restart();
    scene.await(() -> scene.discord.commands().overwrites() == 2, "not registered again");
    scene.await(
        () -> !scene.notes.find("discord/commands").orElseThrow().contains("older"), "not kept");
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 302, 403, 404, 500})
  void aPageInPlaceOfTheAnswerIsTriedAgain(int status) {
    Fault page = Fault.answer(status, "text/html", "<html><body>Blocked</body></html>");
    scene.discord.faults().next(2, a -> a.method().equals("PUT"), page);
    scene.connect();
    assertThat(scene.discord.commands().overwrites()).isEqualTo(1);
    assertThat(scene.discord.faults().pending()).isZero();
  }

  @Test
  void anAnswerThatIsCutOffIsTriedAgain() {
    scene.discord.faults().next(1, a -> a.method().equals("PUT"), Fault.garbage());
    scene.connect();
    assertThat(scene.discord.commands().overwrites()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 302, 401, 403, 404, 407})
  void aPageInPlaceOfAnyAnswerAtTheStartIsTriedAgain(int status) {
    Fault page = Fault.answer(status, "text/html", "<html><body>Log in</body></html>");
    scene.discord.faults().next(3, a -> a.method().equals("GET"), page);
    scene.connect();
    assertThat(scene.discord.commands().overwrites()).isEqualTo(1);
    assertThat(scene.discord.faults().pending()).isZero();
  }

  @Test
  void whatChangesSomethingIsForServersAndForThoseWhoManageChannels() {
    scene.connect();
    for (String name : Set.of("subscribe", "unsubscribe", "mute", "test", "subscriptions")) {
      JsonNode command = scene.discord.commands().registered().get(name);
      assertThat(command.path("default_member_permissions").asText()).isEqualTo("16");
      assertThat(command.path("contexts")).hasSize(1);
      assertThat(command.path("contexts").get(0).asText()).isEqualTo("0");
      assertThat(command.path("integration_types").get(0).asText()).isEqualTo("0");
    }
  }

  @Test
  void whatOnlyAsksMayBeUsedAnywhere() {
    scene.connect();
    for (String name : Set.of("status", "why", "incidents", "incident", "help", "about")) {
      JsonNode command = scene.discord.commands().registered().get(name);
      assertThat(command.path("contexts")).hasSize(3);
      assertThat(command.path("integration_types")).hasSize(2);
      assertThat(command.path("default_member_permissions").asText("")).doesNotContain("16");
    }
  }
}
