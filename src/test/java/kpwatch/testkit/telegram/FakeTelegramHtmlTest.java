package kpwatch.testkit.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code parse_mode=HTML} as the real parser reads it. */
@Timeout(60)
class FakeTelegramHtmlTest extends FakeTelegramFixture {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<x>a</x> | Unsupported start tag \"x\" at byte offset 0",
        "한 <br> | Unsupported start tag \"br\" at byte offset 4",
        "1 < 2 | Unsupported start tag \"\" at byte offset 2",
        "1 <2 | Unclosed start tag at byte offset 2",
        "<b>a | Can't find end tag corresponding to start tag \"b\"",
        "a</b> | Unexpected end tag at byte offset 1",
        "<b>a</i> | Unmatched end tag at byte offset 4, expected \"</b>\", found \"</i>\"",
        "<b>a</b | Unclosed end tag at byte offset 4",
        "<a href=x/y>a</a> | Unexpected end of name token at byte offset 8",
        "<a href=\"x>a</a> | Unclosed start tag at byte offset 0",
        "<a ='x'>a</a> | Empty attribute name in the tag \"a\" at byte offset 0",
        "<span>a</span> | Tag \"span\" must have class \"tg-spoiler\" at byte offset 0",
        "<tg-time unix=\"1\" format=\"x\">a</tg-time> | Invalid date format used",
        "<tg-emoji>a</tg-emoji> | Invalid custom emoji identifier specified",
      })
  void badMarkupLosesTheWholeMessage(String html, String complaint) throws Exception {
    Place chat = started();
    PlainBot.Reply reply = bot.text(chat, html);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.description()).isEqualTo("Bad Request: can't parse entities: " + complaint);
    assertThat(telegram.sent()).isEmpty();
    assertThat(telegram.violations()).containsExactly("sendMessage: " + reply.description());
  }

  @ParameterizedTest
  @CsvSource({
    "b,bold",
    "strong,bold",
    "i,italic",
    "em,italic",
    "u,underline",
    "ins,underline",
    "s,strikethrough",
    "strike,strikethrough",
    "del,strikethrough",
    "tg-spoiler,spoiler",
    "code,code",
    "pre,pre",
    "blockquote,blockquote",
  })
  void tagsBecomeEntities(String tag, String type) throws Exception {
    bot.text(started(), "가 <%s>나다</%s>".formatted(tag, tag)).result();

    assertThat(telegram.sent().get(0).entities()).containsExactly(Mark.of(type, 2, 2));
    assertThat(telegram.violations()).isEmpty();
  }

  @Test
  void attributesAreRead() throws Exception {
    bot.text(
            started(),
            "<tg-time unix=\"1766000000\" format=\"wDT\">04:10 UTC</tg-time>"
                + "<blockquote expandable>long</blockquote>"
                + "<a href='https://example.org/?a=1&amp;b'>link</a>"
                + "<pre><code class=\"language-json\">{}</code></pre>"
                + "<span class=\"tg-spoiler\">s</span>")
        .result();

    assertThat(telegram.sent().get(0).entities())
        .extracting(Mark::type, m -> m.more().toString())
        .containsExactly(
            tuple("date_time", telegram.sent().get(0).entities().get(0).more().toString()),
            tuple("expandable_blockquote", "{}"),
            tuple("text_link", "{url=https://example.org/?a=1&b}"),
            tuple("pre", "{language=json}"),
            tuple("spoiler", "{}"));
    assertThat(telegram.sent().get(0).entities().get(0).more())
        .containsEntry("unix_time", 1_766_000_000L)
        .containsEntry("date_time_format", "wDT");
  }

  @Test
  void codeSplitsWhatIsAround() throws Exception {
    bot.text(started(), "<b>a<code>b</code>c</b> <pre><code>d</code></pre>").result();

    assertThat(telegram.sent().get(0).entities())
        .containsExactly(
            Mark.of("bold", 0, 1),
            Mark.of("code", 1, 1),
            Mark.of("bold", 2, 1),
            Mark.of("pre", 4, 1));
    assertThat(telegram.violations())
        .containsExactly("sendMessage: dropped part of bold around code");
  }

  @Test
  void onlyFourNamedReferencesAndNumbersAreDecoded() throws Exception {
    bot.text(started(), "&lt;&gt;&amp;&quot; &#44032;&#x1F600; &nbsp; &lt").result();

    assertThat(telegram.sent().get(0).text()).isEqualTo("<>&\" 가\uD83D\uDE00 &nbsp; <");
  }

  @Test
  void offsetsCountUtf16AndSpaceAroundIsCut() throws Exception {
    bot.text(started(), "\n \uD83D\uDE00<b>b</b> \n").result();

    assertThat(telegram.sent().get(0).text()).isEqualTo("\uD83D\uDE00b");
    assertThat(telegram.sent().get(0).entities()).containsExactly(Mark.of("bold", 2, 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  \n", "<b></b>"})
  void nothingIsLeftToSend(String html) throws Exception {
    assertThat(bot.text(started(), html).description())
        .isEqualTo("Bad Request: message text is empty");
  }

  @Test
  void commandsAndLinksAreFoundOutsideCode() throws Exception {
    bot.text(started(), "/why http://a.kp <code>/not http://b.kp</code>").result();

    assertThat(telegram.sent().get(0).entities())
        .extracting(Mark::type)
        .containsExactly("bot_command", "url", "code");
  }

  @Test
  void anUnknownParseModeIsRefused() throws Exception {
    PlainBot.Reply reply =
        bot.call(
            "sendMessage",
            "{\"chat_id\":%d,\"text\":\"a\",\"parse_mode\":\"xml\",%s}"
                .formatted(started().id(), PlainBot.PREVIEW_OFF));
    assertThat(reply.description()).isEqualTo("Bad Request: unsupported parse_mode");
  }

  @Test
  void markdownIsAViolation() throws Exception {
    bot.call(
            "sendMessage",
            "{\"chat_id\":%d,\"text\":\"*a*\",\"parse_mode\":\"MarkdownV2\",%s}"
                .formatted(started().id(), PlainBot.PREVIEW_OFF))
        .result();
    assertThat(telegram.violations())
        .containsExactly("sendMessage: parse_mode markdownv2, which this fake does not read");
  }
}
