using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Platica.LocalHost.Tables;
using Platica.LocalHost.Tests.Infrastructure;
using Platica.Processing.Tables;
using Platica.Testing.Persons;

namespace Platica.LocalHost.Tests.Erasure;

/// <summary>Erasing a person on one machine: of the tables, and of every byte in the data folder.</summary>
public sealed class EraseTests
{
    private const int Streams = 6;
    private const int Events = 60;

    private static readonly string[] TextsOfLucia = ["lucia", "Lucía", "5500000001"];

    [Fact]
    public async Task Erase_leaves_no_byte_of_the_person_in_the_data_folder()
    {
        await using var host = await RunningLocalHost.StartAsync();
        await SendAsync(host, "lucia", "5215500000001", copies: 2);
        await SendAsync(host, "carlos", "5215500000002");

        var counts = await EraseAsync(host, """{"phone":"+52 1 55 0000 0001"}""");

        // Copies and all: the tables name one of the two records of each delivery.
        Assert.Equal(6, counts["Journal"] + counts["Events"]);
        await AssertUnknownAsync(host);
        await AssertNoByteAsync(host, TextsOfLucia);
    }

    [Fact]
    public async Task Erase_lasts_over_a_restart_and_drops_what_comes_again()
    {
        await using var host = await RunningLocalHost.StartAsync();
        await SendAsync(host, "lucia", "5215500000001");
        await SendAsync(host, "carlos", "5215500000002");
        await EraseAsync(host, """{"client":"cli_lucia"}""");

        await host.RestartAsync();
        await SendAsync(host, "lucia", "5215500000001");

        await AssertUnknownAsync(host);
        await host.RestartAsync();
        await AssertUnknownAsync(host);
        await AssertNoByteAsync(host, TextsOfLucia);
    }

    [Fact]
    public async Task Erase_leaves_everybody_else_as_if_the_person_had_never_written()
    {
        await using var host = await RunningLocalHost.StartAsync();
        await using var without = await RunningLocalHost.StartAsync();
        await SendAsync(host, "lucia", "5215500000001");
        await SendAsync(host, "carlos", "5215500000002");
        await SendAsync(without, "carlos", "5215500000002");

        await EraseAsync(host, """{"client":"cli_lucia"}""");
        await host.RestartAsync();

        foreach (var path in (string[])["/api/clients", "/api/conversations", "/api/conversations/conv_carlos/messages"])
        {
            Assert.Equal((await without.GetJsonAsync(path)).GetRawText(), (await host.GetJsonAsync(path)).GetRawText());
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Erase_in_the_middle_of_any_stream_leaves_no_byte_and_everybody_else(bool isHurried)
    {
        for (var seed = 0; seed < Streams; seed++)
        {
            await AssertErasedFromStreamAsync(new Random(seed), isHurried ? new HurryingClock() : TimeProvider.System);
        }
    }

    /// <summary>The batch looked for erased persons when there were none, and goes on when the records of its deliveries are gone.</summary>
    [Theory]
    [InlineData(TableNames.Clients)]
    [InlineData(TableNames.Conversations)]
    [InlineData(TableNames.Messages)]
    [InlineData(TableNames.Timeline)]
    [InlineData(TableNames.Events)]
    public async Task Erase_leaves_no_row_of_what_is_being_stored_meanwhile(string table)
    {
        HeldTableStore? held = null;
        RowDump? dump = null;
        await using var host = await RunningLocalHost.StartAsync(configure: services => services.AddSingleton<ITableStore>(
            provider => held = new HeldTableStore(dump = new RowDump(provider.GetRequiredService<InMemoryTableStore>()))));
        await SendAsync(host, "carlos", "5215500000002");
        held!.Hold(table);
        await SendAsync(host, BodiesOf("lucia", "5215500000001").Select(Encoding.UTF8.GetBytes));
        await held.ReachedAsync();

        await EraseAsync(host, """{"client":"cli_lucia"}""");
        held.LetGo();
        await host.WaitUntilProcessedAsync();
        await EraseAsync(host, """{"client":"cli_lucia"}""");

        var rows = await dump!.WriteAsync();
        Assert.All([.. TextsOfLucia, "\"l1\"", "\"l2\"", "\"l3\""], mark => Assert.DoesNotContain(mark, rows, StringComparison.OrdinalIgnoreCase));
        Assert.Contains("msg_carlos", rows, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_key_is_made_once_for_its_owner_only()
    {
        await using var host = await RunningLocalHost.StartAsync();
        var key = await File.ReadAllTextAsync(host.Options.Data.ErasureKeyFile);

        await host.RestartAsync();

        Assert.Equal(key, await File.ReadAllTextAsync(host.Options.Data.ErasureKeyFile));
        Assert.Equal(64, key.Trim().Length);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(host.Options.Data.ErasureKeyFile));
        }
    }

    [Fact]
    public async Task A_lost_key_is_replaced_by_a_new_one_when_an_erasure_accepts_it_and_stays_so()
    {
        await using var host = await RunningLocalHost.StartAsync();
        await SendAsync(host, "lucia", "5215500000001");
        await SendAsync(host, "carlos", "5215500000002");
        await SendAsync(host, "ana", "5215500000003");
        await EraseAsync(host, """{"client":"cli_lucia"}""");
        await host.StopAsync();
        File.Delete(host.Options.Data.ErasureKeyFile);
        await host.RestartAsync();

        using var refused = await host.OperateAsync("erase", """{"client":"cli_carlos"}""");
        await EraseAsync(host, """{"client":"cli_carlos","acceptNewKey":true}""");
        await host.RestartAsync();
        await EraseAsync(host, """{"phone":"5215500000002"}""");

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Equal("cli_ana", Assert.Single(await host.GetItemsAsync("/api/clients")).GetProperty("id").GetString());
        await AssertNoByteAsync(host, ["lucia", "carlos"]);
    }

    /// <summary>What was accepted and is not stored yet is erased, too; copies come before and after, and the host restarts somewhere.</summary>
    private static async Task AssertErasedFromStreamAsync(Random random, TimeProvider clock)
    {
        GeneratedPerson[] persons = [.. Enumerable.Range(0, 3).Select(number => new GeneratedPerson(number))];
        var start = new DateTimeOffset(2026, 1, 20, 9, 0, 0, TimeSpan.Zero);
        List<(GeneratedPerson Person, byte[] Body)> told =
        [
            .. persons.Select(person => (person, person.Known(random, $"e_{person.Mark}", start).Body.ToArray())),
            (persons[1], persons[1].InGroup(random, "e_group", start).Body.ToArray()),
            .. Enumerable.Range(0, Events).Select(number => (Person: persons[random.Next(persons.Length)], Number: number))
                .Select(next => (next.Person, next.Person.Next(random, $"e{next.Number:D2}", start.AddMinutes(next.Number)).Body.ToArray())),
        ];
        await using var host = await RunningLocalHost.StartAsync(configure: services => services.AddSingleton(clock));
        await using var without = await RunningLocalHost.StartAsync();
        await SendAsync(host, told.Select(item => item.Body));
        await SendAsync(without, told.Where(item => item.Person != persons[0]).Select(item => item.Body));

        await EraseAsync(host, $$"""{"client":"{{persons[0].ClientId}}"}""");
        if (random.Next(2) == 0)
        {
            await host.RestartAsync();
        }

        var again = told.Where(item => item.Body[0] == '{' && !item.Body.AsSpan().StartsWith("{ broken"u8) && item.Body.AsSpan().IndexOf("contact.merged"u8) < 0);
        await SendAsync(host, again.Select(item => item.Body));
        await host.WaitUntilProcessedAsync();
        await EraseAsync(host, $$"""{"client":"{{persons[0].ClientId}}"}""");
        await without.WaitUntilProcessedAsync();

        foreach (var path in (string[])["/api/clients", "/api/conversations", $"/api/conversations/conv_{persons[1].Mark}/messages", "/api/conversations/conv_grupo/messages"])
        {
            Assert.Equal((await without.GetJsonAsync(path)).GetRawText(), (await host.GetJsonAsync(path)).GetRawText());
        }

        await AssertNoByteAsync(host, persons[0].Texts);
    }

    private static async Task SendAsync(RunningLocalHost host, IEnumerable<byte[]> bodies)
    {
        foreach (var body in bodies)
        {
            using var answer = await host.SignedPostAsync(body);
            Assert.True(answer.IsSuccessStatusCode);
        }
    }

    private static async Task SendAsync(RunningLocalHost host, string name, string phone, int copies = 1)
    {
        foreach (var body in BodiesOf(name, phone).SelectMany(body => Enumerable.Repeat(body, copies)))
        {
            using var answer = await host.SignedPostAsync(body);
            Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        }

        await host.WaitUntilProcessedAsync();
    }

    private static IEnumerable<string> BodiesOf(string name, string phone)
    {
        var client = new { id = $"cli_{name}", name = name == "lucia" ? "Lucía" : name, phoneNumber = phone };
        var conversation = new { id = $"conv_{name}", contactName = client.name };
        yield return Event($"{name[0]}1", "client.created", new { client });
        yield return Event(
            $"{name[0]}2", "message.created", new { client, conversation, message = new { id = $"msg_{name}", content = $"Soy {client.name}" } });
        yield return Event($"{name[0]}3", "message.updated", new { message = new { id = $"msg_{name}", status = "read" } });
    }

    private static string Event(string id, string name, object data) => JsonSerializer.Serialize(
        new { id, @event = name, workspaceId = "ws_1", timestamp = "2026-01-20T15:00:00Z", data });

    private static Task<IReadOnlyDictionary<string, long>> EraseAsync(RunningLocalHost host, string parameters) => host.OperateToEndAsync("erase", parameters);

    private static async Task AssertUnknownAsync(RunningLocalHost host)
    {
        var client = Assert.Single(await host.GetItemsAsync("/api/clients"));
        Assert.Equal("cli_carlos", client.GetProperty("id").GetString());
        Assert.DoesNotContain(await host.GetItemsAsync("/api/events?bodies=true"), item => item.GetRawText().Contains("lucia", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Stops the host, for nobody else may open its journal.</summary>
    private static async Task AssertNoByteAsync(RunningLocalHost host, IEnumerable<string> texts)
    {
        await host.StopAsync();
        foreach (var file in Directory.GetFiles(host.Options.Data.Path))
        {
            var text = Encoding.UTF8.GetString(await File.ReadAllBytesAsync(file));
            Assert.All(texts, mark => Assert.DoesNotContain(mark, text, StringComparison.OrdinalIgnoreCase));
        }
    }
}
