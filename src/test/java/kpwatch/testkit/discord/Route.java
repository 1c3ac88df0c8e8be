package kpwatch.testkit.discord;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * One operation.
 *
 * @param template as the OpenAPI file writes it, such as {@code /channels/{channel_id}/messages}
 */
record Route(String method, String template, Pattern pattern, Handler handler) {
  /** Answers, or throws a {@link Refusal}; runs under the world's lock. */
  interface Handler {
    /**
     * @param ids the variable steps of the path, in order
     */
    Answer answer(Asked asked, List<String> ids);
  }

  static Route of(String method, String template, Handler handler) {
    String regex = Pattern.compile("\\{[a-z_]+}").matcher(template).replaceAll("([^/]+)");
    return new Route(method, template, Pattern.compile(regex), handler);
  }

  Optional<List<String>> ids(Asked asked) {
    Matcher matcher = pattern.matcher(asked.path());
    if (!method.equals(asked.method()) || !matcher.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        IntStream.rangeClosed(1, matcher.groupCount()).mapToObj(matcher::group).toList());
  }

  /** Neither a token nor the global limit of 50 a second is for these. */
  boolean isInteraction() {
    return template.startsWith("/interactions/") || template.startsWith("/webhooks/");
  }

  String name() {
    return method + " " + template;
  }

  /** The route with its major parameters: what one rate limit counts. */
  String bucket(List<String> ids) {
    int major = isInteraction() ? 2 : template.matches("/(channels|guilds)/.*") ? 1 : 0;
    return name() + ":" + String.join(":", ids.subList(0, major));
  }
}
