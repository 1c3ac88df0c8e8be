package kpwatch.telegram;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import org.telegram.telegrambots.meta.api.objects.Update;
import org.telegram.telegrambots.meta.api.objects.chatmember.ChatMemberUpdated;
import org.telegram.telegrambots.meta.api.objects.message.Message;

/** Reads updates: what each wants, and who deals with it. */
final class Errands {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final AccessGate gate;
  private final Questions questions;
  private final Presses presses;
  private final Memberships memberships;

  Errands(AccessGate gate, Questions questions, Presses presses, Memberships memberships) {
    this.gate = gate;
    this.questions = questions;
    this.presses = presses;
    this.memberships = memberships;
  }

  /**
   * Empty for what is not for us.
   *
   * @throws JsonProcessingException if the update has a form that is not known; a hostile one may
   *     cause any other exception or error
   */
  Optional<Errand> read(long id, JsonNode tree) throws JsonProcessingException {
    Update update = MAPPER.treeToValue(tree, Update.class);
    Optional<Errand> errand = read(id, tree, update);
    return gate.doubts(update) ? errand.map(e -> guarded(e, update)) : errand;
  }

  private Errand guarded(Errand errand, Update update) {
    return new Errand(
        errand.id(),
        errand.from(),
        errand.tree(),
        errand.kind(),
        errand.lateness(),
        gate.guarded(update, errand.steps()));
  }

  private Optional<Errand> read(long id, JsonNode tree, Update update) {
    if (update.getMyChatMember() != null) {
      ChatMemberUpdated change = update.getMyChatMember();
      Destination chat = Destination.of(change.getChat().getId());
      return Optional.of(news(id, chat, tree, () -> memberships.changed(change)));
    }
    if (update.getCallbackQuery() != null) {
      return presses.read(id, tree, update.getCallbackQuery());
    }
    if (update.getChannelPost() != null) {
      return questions.read(id, tree, update.getChannelPost(), tree.path("channel_post"));
    }
    if (update.getMessage() == null) {
      return Optional.empty();
    }
    Message message = update.getMessage();
    return Memberships.isNews(message)
        ? Optional.of(news(id, Questions.here(message), tree, () -> memberships.heard(message)))
        : questions.read(id, tree, message, tree.path("message"));
  }

  private static Errand news(long id, Destination chat, JsonNode tree, Runnable all) {
    return new Errand(
        id,
        chat,
        tree,
        Errand.Kind.NEWS,
        Lateness.of(Optional.empty()),
        late -> {
          all.run();
          return Optional.empty();
        });
  }

  /** Says that something went wrong here. */
  void sorry(Destination to) {
    questions.sorry(to);
  }
}
