using System.Text;
using Platica.Webhooks.Providers.Whapi;
using Platica.Webhooks.Signatures;

namespace Platica.Webhooks.Tests.Providers.Whapi;

/// <summary>Who is named in a delivery, and what is left of it without one of them.</summary>
public sealed class WhapiPersonsTests
{
    private const string Lucia = "5215500000001";

    private static readonly WhapiProvider Provider = new(new WhapiSettings(new SharedSecrets("secret"), new SharedSecrets(null)));

    [Theory]
    [InlineData("""{"participants":["5215500000001@s.whatsapp.net","+5215500000002","77@lid","abc","120363000000000001@g.us"]}""", "5215500000001 5215500000002 77@lid")]
    [InlineData("""{"text":{"body":"@5215500000001 y correo@example.com, 5215500000002"}}""", "5215500000001 5215500000001@lid")]
    [InlineData("""{"text":{"body":"@5215500000001 \ud800"}}""", "5215500000001 5215500000001@lid")]
    [InlineData("""{"participants":["5215500000001:12@s.whatsapp.net","77:3@lid"]}""", "5215500000001 77@lid")]
    [InlineData("""{"contact":{"vcard":"TEL;waid=5215500000001:+52 1 55 0000 0001"}}""", "5215500000001 5215500000001@lid")]
    [InlineData("""{"reactions":{"5215500000001":"x"}}""", "5215500000001")]
    public void ReadPersons_finds_ids_and_mentions_wherever_they_are(string item, string persons) =>
        Assert.Equal(persons.Split(' '), Provider.ReadPersons(Body(item)).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("""{"participants":[{"id":"5215500000001","rank":"admin"},{"id":"2","rank":"member"}]}""", """{"participants":[{"id":"2","rank":"member"}]}""")]
    [InlineData("""{"id":"g","created_by":"5215500000001","n":1.50}""", """{"id":"g","n":1.50}""")]
    [InlineData(
        """{"context":{"quoted_id":"m","quoted_author":"5215500000001@c.us","quoted_content":{"body":"suyo"},"forwarded":true}}""",
        """{"context":{"quoted_id":"m","forwarded":true}}""")]
    [InlineData("""{"last_message":{"id":"m","from":"5215500000001","text":{"body":"suyo"}},"name":"Equipo"}""", """{"name":"Equipo"}""")]
    [InlineData("""{"text":{"body":"¡@5215500000001, @5215500000002!"}}""", """{"text":{"body":"¡@…, @5215500000002!"}}""")]
    [InlineData("""{"after_update":{"id":"m","from":"3","mentions":["5215500000001"]}}""", """{"after_update":{"id":"m","from":"3","mentions":[]}}""")]
    [InlineData("""{"broken":"\ud800","a":"5215500000001"}""", """{"broken":"\ud800"}""")]
    [InlineData("""{"\ud800 \"":1,"a":"5215500000001"}""", """{"\ud800 \"":1}""")]
    [InlineData("""{"text":{"body":"@5215500000001 \ud800 \n"}}""", """{"text":{"body":"@… \ud800 \n"}}""")]
    [InlineData(
        """{"context":{"quoted_author":"5215500000001:12@s.whatsapp.net","quoted_content":{"body":"suyo"},"mentions":[]}}""", """{"context":{"mentions":[]}}""")]
    [InlineData("""{"contact":{"name":"Lucía","vcard":"TEL;waid=5215500000001:+52 1 55 0000 0001"},"type":"contact"}""", """{"type":"contact"}""")]
    [InlineData(
        """{"contact_list":{"list":[{"vcard":"TEL;waid=5215500000001:+52"},{"vcard":"TEL;waid=5215500000002:+52"}]}}""",
        """{"contact_list":{"list":[{"vcard":"TEL;waid=5215500000002:+52"}]}}""")]
    [InlineData(
        """{"trigger":{"from":"5215500000001","from_name":"Lucía","timestamp":1778425200,"action":{"type":"vote","votes":["sí"]}},"after_update":{"id":"m"}}""",
        """{"trigger":{"timestamp":1778425200},"after_update":{"id":"m"}}""")]
    [InlineData("""{"trigger":{"from":"5215500000001","text":{"body":"suyo"}},"after_update":{"id":"m"}}""", """{"after_update":{"id":"m"}}""")]
    [InlineData("""{"trigger":{"from":"3","from_name":"Ana","mentions":["5215500000001"]}}""", """{"trigger":{"from":"3","from_name":"Ana","mentions":[]}}""")]
    public void Without_leaves_everything_but_the_person(string item, string left) =>
        Assert.Equal(Text(Body(left)), Text(Provider.Without(Body(item), new HashSet<string> { Lucia })));

    [Fact]
    public void Without_takes_mentions_of_a_hidden_number_out_of_texts() =>
        Assert.Equal(
            Text(Body("""{"text":{"body":"@… mira"}}""")),
            Text(Provider.Without(Body("""{"text":{"body":"@123456789012345 mira"}}"""), new HashSet<string> { "123456789012345@lid" })));

    [Fact]
    public void Without_gives_a_body_that_has_no_home_yet() =>
        Assert.Null(Provider.Without(Body("{}") with { BodyReference = "bodies/1" }, new HashSet<string> { Lucia }).BodyReference);

    private static Delivery Body(string item) => new()
    {
        Provider = WhapiProvider.RouteName,
        ReceivedAt = DateTimeOffset.UnixEpoch,
        Body = Encoding.UTF8.GetBytes($$"""{"groups":[{{item}}],"event":{"type":"groups","event":"post"},"channel_id":"DEMO-A1"}"""),
    };

    private static string Text(Delivery delivery) => Encoding.UTF8.GetString(delivery.Body.Span);
}
