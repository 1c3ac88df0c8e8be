package kpwatch.testkit.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Photos and documents. */
@Timeout(60)
class FakeTelegramFilesTest extends FakeTelegramFixture {
  private static byte[] png(int width, int height) throws Exception {
    var bytes = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_BYTE_BINARY), "png", bytes);
    return bytes.toByteArray();
  }

  private PlainBot.Reply upload(String method, String field, byte[] file, String... texts)
      throws Exception {
    var body = new StringBuilder();
    for (int i = 0; i < texts.length; i += 2) {
      body.append(
          "--b\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
              .formatted(texts[i], texts[i + 1]));
    }
    body.append("--b\r\nContent-Disposition: form-data; name=\"" + field + "\"; ");
    body.append("filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\n");
    body.append(new String(file, StandardCharsets.ISO_8859_1)).append("\r\n--b--\r\n");
    byte[] bytes = body.toString().getBytes(StandardCharsets.ISO_8859_1);
    return bot.bytes(method, "multipart/form-data; boundary=b", bytes);
  }

  private PlainBot.Reply photo(Place place, byte[] file) throws Exception {
    return upload("sendPhoto", "photo", file, "chat_id", "" + place.id());
  }

  private PlainBot.Reply again(Place place, String fileId, String caption) throws Exception {
    return bot.call(
        "sendPhoto",
        "{\"chat_id\":%d,\"photo\":\"%s\",\"caption\":\"%s\",\"parse_mode\":\"HTML\"}"
            .formatted(place.id(), fileId, caption));
  }

  @Test
  void aPhotoIsUploadedOnceAndSentAgainByItsId() throws Exception {
    Place chat = started();
    JsonNode sizes = photo(chat, png(40, 20)).result().path("photo");
    assertThat(sizes.at("/0/width").asInt()).isEqualTo(40);
    again(chat, sizes.at("/0/file_id").asText(), "<b>b</b>").result();

    assertThat(telegram.uploads()).hasSize(1);
    assertThat(telegram.sent().get(1).text()).isEqualTo("b");
    assertThat(telegram.sent().get(1).media()).contains(telegram.uploads().get(0));
    assertThat(telegram.violations()).isEmpty();
  }

  @Test
  void aCaptionHasAtMost1024Characters() throws Exception {
    Place chat = started();
    String id = photo(chat, png(4, 4)).result().at("/photo/0/file_id").asText();
    assertThat(again(chat, id, "한".repeat(1024)).status()).isEqualTo(200);
    assertThat(again(chat, id, "한".repeat(1025)).description())
        .isEqualTo("Bad Request: message caption is too long");
    assertThat(again(chat, id, "<p>").description()).contains("can't parse entities");
  }

  @Test
  void aPhotoHasItsLimits() throws Exception {
    Place chat = started();
    assertThat(photo(chat, png(9_000, 1_001)).description())
        .isEqualTo("Bad Request: PHOTO_INVALID_DIMENSIONS");
    assertThat(photo(chat, png(210, 10)).description())
        .isEqualTo("Bad Request: PHOTO_INVALID_DIMENSIONS");
    assertThat(photo(chat, new byte[] {1, 2, 3}).description())
        .isEqualTo("Bad Request: IMAGE_PROCESS_FAILED");
    assertThat(photo(chat, new byte[0]).description())
        .isEqualTo("Bad Request: file must be non-empty");
    assertThat(photo(chat, new byte[Uploads.MOST_PHOTO_BYTES + 1]).description())
        .contains("is too big for a photo");
    assertThat(telegram.sent()).isEmpty();
  }

  @Test
  void aWrongFileIdIsRefused() throws Exception {
    Place chat = started();
    assertThat(again(chat, "unknown", "").description())
        .isEqualTo("Bad Request: wrong file identifier/HTTP URL specified");
    assertThat(again(chat, "http://example.org/a.png", "").description())
        .isEqualTo("Bad Request: failed to get HTTP URL content");
    assertThat(again(chat, "", "").description())
        .isEqualTo("Bad Request: there is no photo in the request");
  }

  @Test
  void aDocumentKeepsItsNameAndIsNoPhoto() throws Exception {
    Place chat = started();
    JsonNode sent =
        upload("sendDocument", "document", png(4, 4), "chat_id", "" + chat.id()).result();
    assertThat(sent.at("/document/file_name").asText()).isEqualTo("a.png");
    assertThat(again(chat, sent.at("/document/file_id").asText(), "").description())
        .isEqualTo("Bad Request: can't use file of type document as photo");
  }

  @Test
  void anEditReplacesTheChartAndItsCaption() throws Exception {
    Place chat = started();
    photo(chat, png(4, 4)).result();
    Post post = telegram.sent().get(0);
    String media =
        "{\"type\":\"photo\",\"media\":\"attach://chart\",\"caption\":\"<i>new</i>\","
            + "\"parse_mode\":\"HTML\"}";
    upload(
            "editMessageMedia",
            "chart",
            png(8, 8),
            "chat_id",
            "" + chat.id(),
            "message_id",
            "" + post.id(),
            "media",
            media)
        .result();

    assertThat(post.text()).isEqualTo("new");
    assertThat(post.media().orElseThrow().upload().pictureSize()).contains(new Upload.Size(8, 8));
    assertThat(bot.edit(post, "text", "").description())
        .isEqualTo("Bad Request: there is no text in the message to edit");
    assertThat(telegram.violations()).isEmpty();
  }

  @Test
  void anEditNeedsMediaOfAKnownKind() throws Exception {
    assertThat(bot.call("editMessageMedia", "{\"chat_id\":1,\"message_id\":1}").status())
        .isEqualTo(400);
    String audio =
        "{\"chat_id\":1,\"message_id\":1,\"media\":{\"type\":\"audio\",\"media\":\"a\"}}";
    assertThat(bot.call("editMessageMedia", audio).description())
        .contains("type of the media must be photo or document");
  }
}
