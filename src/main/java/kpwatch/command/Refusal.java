package kpwatch.command;

import java.util.List;
import java.util.Optional;
import kpwatch.notify.Message;

/** Why a command that changes something was not carried out, and who can help. */
final class Refusal {
  private Refusal() {}

  /** How a place is named in a text; the platform turns it into what its people know. */
  static String named(Place place) {
    return "{channel:" + place.channel().id() + "}";
  }

  /** Empty if the caller may change what is posted there. */
  static Optional<Reply> ofCaller(Place place, String command) {
    Place.Rights rights = place.rights();
    return rights.manages()
        ? Optional.empty()
        : Optional.of(
            of(
                "Not done: /" + command + " needs " + rights.needed() + " in " + named(place),
                "You do not have it there. "
                    + capital(rights.granter())
                    + " can give it to you, or run the command."));
  }

  /** Empty if we can post there. */
  static Optional<Reply> ofPlace(Place place) {
    if (!place.chat()) {
      return Optional.of(
          of(
              "Not done: messages cannot be posted in " + named(place),
              "Name a channel or thread that takes messages."));
    }
    List<String> missing = place.rights().missing();
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            of(
                "Not done: in " + named(place) + " I lack " + listed(missing),
                capital(place.rights().granter())
                    + " can allow me that there; then run the command again."));
  }

  private static Reply of(String headline, String help) {
    return Reply.of(Message.note(headline, help, "Nothing was changed."));
  }

  /** {@code a}, {@code a and b}, {@code a, b and c}. */
  static String listed(List<String> words) {
    int last = words.size() - 1;
    return last == 0
        ? words.get(0)
        : String.join(", ", words.subList(0, last)) + " and " + words.get(last);
  }

  private static String capital(String text) {
    return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
