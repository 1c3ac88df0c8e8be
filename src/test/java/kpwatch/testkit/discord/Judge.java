package kpwatch.testkit.discord;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks at every body: by the OpenAPI file where it is there, by the overlay rules always. */
final class Judge {
  private final List<String> violations;

  Judge(List<String> violations) {
    this.violations = violations;
  }

  /** Keeps all that is wrong and gives the first thing that Discord refuses. */
  Optional<Finding> look(Route route, Asked asked) {
    List<Finding> found = findings(route, asked);
    found.forEach(each -> violations.add(asked + " " + each.field() + ": " + each.why()));
    return found.stream().filter(Finding::isRefused).findFirst();
  }

  private static List<Finding> findings(Route route, Asked asked) {
    if (route.method().equals("GET") || route.method().equals("DELETE")) {
      return List.of();
    }
    JsonNode body = asked.body();
    if (route.template().endsWith("/crosspost")) {
      return List.of();
    }
    if (body.isMissingNode()) {
      return List.of(Finding.refused("", "The body is not JSON."));
    }
    List<Finding> found = new ArrayList<>();
    found.addAll(overlay(route, asked, body));
    found.addAll(DiscordSchema.findings(route, body));
    return found;
  }

  private static List<Finding> overlay(Route route, Asked asked, JsonNode body) {
    if (route.template().endsWith("/commands")) {
      return new CommandRules(body).findings();
    }
    if (route.template().endsWith("/callback")) {
      return callback(asked, body);
    }
    if (route.template().endsWith("/threads")) {
      return created(new MessageRules("message.", body.path("message"), asked.files()));
    }
    boolean channel = route.template().startsWith("/channels/{channel_id}/messages");
    if (!channel && !route.template().startsWith("/webhooks/")) {
      return List.of();
    }
    MessageRules rules = new MessageRules("", body, asked.files());
    if (!route.method().equals("POST")) {
      return edited(rules);
    }
    if (channel) {
      rules.nonce();
    }
    return created(rules);
  }

  private static List<Finding> callback(Asked asked, JsonNode body) {
    JsonNode data = body.path("data");
    int type = body.path("type").asInt();
    if (type == 8) {
      return new ChoiceRules(data.path("choices")).findings();
    }
    if (type != 4 && type != 7) {
      return List.of();
    }
    MessageRules rules = new MessageRules("data.", data, asked.files());
    return type == 4 ? created(rules) : edited(rules);
  }

  private static List<Finding> created(MessageRules rules) {
    rules.complete();
    return edited(rules);
  }

  private static List<Finding> edited(MessageRules rules) {
    rules.shape();
    rules.mentions();
    return rules.findings();
  }
}
