package kpwatch.testkit.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.telegram.telegrambots.client.okhttp.OkHttpTelegramClient;
import org.telegram.telegrambots.meta.TelegramUrl;
import org.telegram.telegrambots.meta.api.methods.AnswerCallbackQuery;
import org.telegram.telegrambots.meta.api.methods.commands.SetMyCommands;
import org.telegram.telegrambots.meta.api.methods.groupadministration.GetChatMember;
import org.telegram.telegrambots.meta.api.methods.send.SendMessage;
import org.telegram.telegrambots.meta.api.methods.send.SendPhoto;
import org.telegram.telegrambots.meta.api.methods.updates.GetUpdates;
import org.telegram.telegrambots.meta.api.methods.updatingmessages.EditMessageText;
import org.telegram.telegrambots.meta.api.objects.InputFile;
import org.telegram.telegrambots.meta.api.objects.LinkPreviewOptions;
import org.telegram.telegrambots.meta.api.objects.Update;
import org.telegram.telegrambots.meta.api.objects.commands.BotCommand;
import org.telegram.telegrambots.meta.api.objects.message.Message;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.InlineKeyboardMarkup;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.buttons.InlineKeyboardButton;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.buttons.InlineKeyboardRow;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;
import org.telegram.telegrambots.meta.exceptions.TelegramApiRequestException;

/** The library's client on our own OkHttp client against the fake. */
@Timeout(60)
class FakeTelegramLibraryTest extends FakeTelegramFixture {
  private final OkHttpTelegramClient careful = client(false);

  private OkHttpTelegramClient client(boolean retries) {
    OkHttpClient http = new OkHttpClient.Builder().retryOnConnectionFailure(retries).build();
    var url = new TelegramUrl("http", "127.0.0.1", telegram.port(), false);
    return new OkHttpTelegramClient(http, telegram.token(), url);
  }

  private static SendMessage message(Place place, String html) {
    return SendMessage.builder()
        .chatId(place.id())
        .text(html)
        .parseMode("HTML")
        .linkPreviewOptions(LinkPreviewOptions.builder().isDisabled(true).build())
        .build();
  }

  private List<Update> poll(int offset) throws TelegramApiException {
    List<String> kinds = List.of("message", "callback_query", "my_chat_member", "channel_post");
    return careful.execute(
        GetUpdates.builder().offset(offset).timeout(0).allowedUpdates(kinds).build());
  }

  @Test
  void hearsSendsEditsAndAnswers() throws Exception {
    people.starts(owner, "inc_K7Q2");
    Update start = poll(0).get(0);
    Place chat = telegram.world().privateChat(owner);
    assertThat(start.getMessage().getChatId()).isEqualTo(chat.id());
    SendMessage alert = message(chat, "<b>a</b>");
    InlineKeyboardButton why =
        InlineKeyboardButton.builder().text("Why").callbackData("v1:why:K7Q2").build();
    alert.setReplyMarkup(new InlineKeyboardMarkup(List.of(new InlineKeyboardRow(why))));
    Message sent = careful.execute(alert);
    assertThat(sent.getText()).isEqualTo("a");

    String query = people.clicks(owner, telegram.sent().get(0), "Why");
    Update press = poll(start.getUpdateId() + 1).get(0);
    assertThat(press.getCallbackQuery().getMessage().getMessageId()).isEqualTo(sent.getMessageId());
    assertThat(careful.execute(new AnswerCallbackQuery(query))).isTrue();
    careful.execute(
        EditMessageText.builder()
            .chatId(chat.id())
            .messageId(sent.getMessageId())
            .text("ended")
            .linkPreviewOptions(LinkPreviewOptions.builder().isDisabled(true).build())
            .build());
    assertThat(telegram.sent().get(0).text()).isEqualTo("ended");
    assertThat(telegram.violations()).isEmpty();
    assertThat(telegram.warnings()).isEmpty();
  }

  @Test
  void readsMembershipOfEveryKind() throws Exception {
    Place place = telegram.world().supergroup("Ops", owner);
    people.addsBot(owner, place, Right.PIN_MESSAGES);
    people.restrictsBot(owner, place, Right.SEND_MESSAGES);
    people.removesBot(owner, place);
    people.addsBot(owner, place);
    List<String> statuses = new ArrayList<>();
    for (Update update : poll(0)) {
      if (update.getMyChatMember() != null) {
        statuses.add(update.getMyChatMember().getNewChatMember().getStatus());
      }
    }
    assertThat(statuses).containsExactly("administrator", "restricted", "kicked", "member");
    var creator = careful.execute(new GetChatMember("" + place.id(), owner.id()));
    assertThat(creator.getStatus()).isEqualTo("creator");
    careful.execute(new SetMyCommands(List.of(new BotCommand("status", "now"))));
    assertThat(telegram.profile().commands("default", "")).containsExactly("status");
    assertThat(telegram.violations()).isEmpty();
  }

  @Test
  void uploadsAPhoto() throws Exception {
    var png = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(8, 4, BufferedImage.TYPE_BYTE_BINARY), "png", png);
    var file = new InputFile(new ByteArrayInputStream(png.toByteArray()), "chart.png");
    Message sent =
        careful.execute(
            SendPhoto.builder().chatId(started().id()).photo(file).caption("chart").build());

    assertThat(sent.getPhoto()).hasSize(1);
    assertThat(telegram.uploads().get(0).upload().name()).isEqualTo("chart.png");
    assertThat(telegram.sent().get(0).text()).isEqualTo("chart");
    assertThat(telegram.violations()).isEmpty();
  }

  @Test
  void seesCodesAndParametersOfRefusals() throws Exception {
    Place chat = started();
    telegram.faults().next("sendMessage", Fault.tooMany(35));
    var tooMany =
        catchThrowableOfType(
            TelegramApiRequestException.class, () -> careful.execute(message(chat, "a")));
    assertThat(tooMany.getErrorCode()).isEqualTo(429);
    assertThat(tooMany.getParameters().getRetryAfter()).isEqualTo(35);

    Place group = telegram.world().group("Small", owner);
    people.addsBot(owner, group);
    Place next = people.becomesSupergroup(owner, group);
    var moved =
        catchThrowableOfType(
            TelegramApiRequestException.class, () -> careful.execute(message(group, "a")));
    assertThat(moved.getErrorCode()).isEqualTo(400);
    assertThat(moved.getParameters().getMigrateToChatId()).isEqualTo(next.id());
  }

  /** The trap of https://github.com/square/okhttp, RetryAndFollowUpInterceptor. */
  @Test
  void okHttpSendsTwiceByItselfUnlessForbidden() throws Exception {
    Place chat = started();
    OkHttpTelegramClient careless = client(true);
    careless.execute(message(chat, "1"));
    telegram.faults().next("sendMessage", Fault.storedThenReset());
    careless.execute(message(chat, "2"));
    assertThat(telegram.sent()).extracting(Post::text).containsExactly("1", "2", "2");

    careful.execute(message(supergroup(), "3"));
    telegram.faults().next("sendMessage", Fault.storedThenReset());
    Place other = supergroup();
    catchThrowableOfType(TelegramApiException.class, () -> careful.execute(message(other, "4")));
    assertThat(telegram.sent(other)).extracting(Post::text).containsExactly("4");
  }
}
