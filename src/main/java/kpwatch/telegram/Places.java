package kpwatch.telegram;

import java.util.List;
import java.util.Optional;
import kpwatch.command.Access;
import kpwatch.command.Place;
import org.telegram.telegrambots.meta.api.objects.chat.Chat;
import org.telegram.telegrambots.meta.api.objects.chat.ChatFullInfo;

/** Where a command acts, with the rights of caller and bot there as Telegram tells them now. */
final class Places {
  private final Rights rights;
  private final Access access;

  Places(Rights rights, Access access) {
    this.rights = rights;
    this.access = access;
  }

  /** A place for a question that needs no rights; none are asked for. */
  static Place unchecked(Chat chat, Destination at) {
    return place(chat, at, false, List.of());
  }

  /** The chat in which somebody speaks. Never hidden, since who speaks there sees it. */
  Admission here(Chat chat, Destination at, Who who) {
    if (chat.isUserChat()) {
      return new Admission.Known(
          place(chat, at, who.user().equals(Optional.of(at.chat())), List.of()));
    }
    return switch (decides(at.chat(), who)) {
      case UNKNOWN -> new Admission.Unsure();
      case NO -> new Admission.Known(place(chat, at, false, List.of()));
      case YES -> withOurs(chat, at);
    };
  }

  private Rights.Decision decides(long chat, Who who) {
    if (who.speaksAs().isPresent()) {
      return who.speaksAs().equals(Optional.of(chat)) ? Rights.Decision.YES : Rights.Decision.NO;
    }
    return who.user().map(user -> rights.decides(chat, user)).orElse(Rights.Decision.NO);
  }

  private Admission withOurs(Chat chat, Destination at) {
    Optional<Presence> ours = rights.ours(at.chat());
    if (ours.isEmpty()) {
      return new Admission.Unsure();
    }
    String right =
        chat.isChannelChat() ? "the right to post messages" : "the right to send messages";
    List<String> missing = ours.get() == Presence.POSTING ? List.of() : List.of(right);
    return new Admission.Known(place(chat, at, true, missing));
  }

  /**
   * Another chat. It is shown only to who decides there, and used only if the operator allows it,
   * wherever the caller speaks.
   *
   * @param name {@code @name} of a public one, or an id, with or without topic
   */
  Admission named(String name, Who who) {
    Optional<Destination> id = Destination.parse(name);
    Answer<ChatFullInfo> asked = rights.chat(id.map(Destination::home).orElse(name));
    if (!(asked instanceof Answer.Ok<ChatFullInfo> ok)) {
      return Rights.isDefinite(asked) ? new Admission.Hidden() : new Admission.Unsure();
    }
    ChatFullInfo chat = ok.result();
    if (chat.isUserChat() && !who.user().equals(Optional.of(chat.getId()))) {
      return new Admission.Hidden();
    }
    Destination at = id.orElseGet(() -> Destination.of(chat.getId()));
    Admission found = here(chat, at, who);
    boolean decides = found instanceof Admission.Known known && known.place().rights().manages();
    if (decides && !access.allows(Destination.PLATFORM, at.home())) {
      return new Admission.Outside(at.home());
    }
    return decides || found instanceof Admission.Unsure ? found : new Admission.Hidden();
  }

  private static Place place(Chat chat, Destination at, boolean decides, List<String> missing) {
    boolean channel = chat.isChannelChat();
    return new Place(
        at.ref(),
        at.home(),
        name(chat),
        true,
        new Place.Rights(
            decides,
            channel ? "the right to post messages" : "to be an administrator",
            missing,
            channel ? "an owner of the channel" : "an owner of the group"));
  }

  private static String name(Chat chat) {
    if (chat.isUserChat()) {
      return "this conversation";
    }
    return Optional.ofNullable(chat.getTitle()).orElse("this chat");
  }
}
