using System.Text;
using OmniChannel.Delivery;
using OmniChannel.Development;

namespace OmniChannel.Tests.Development;

public sealed class DevelopmentChannelAdapterTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"omnichannel-development-{Environment.ProcessId}-{TestContext.Current.Test!.UniqueID}");
    private readonly StringWriter _console = new();

    public void Dispose()
    {
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }

        _console.Dispose();
    }

    [Fact]
    public async Task Send_ATextMessage_WritesItWithItsHeaderLines()
    {
        var outcome = await SendAsync(SampleMessage.Full);

        var file = Assert.Single(Directory.GetFiles(_folder));
        Assert.Equal((AttemptResult.Accepted, Path.GetFileName(file)), (outcome.Result, outcome.ProviderMessageId));
        Assert.Matches(@"^20261121T081530\.250Z-sms-delivery-1-[0-9a-f]{8}\.txt$", outcome.ProviderMessageId);
        Assert.Equal(
            """
            Channel: sms
            To: +15550001
            Name: Ada Løvelace
            Customer: ada
            Campaign: autumn
            Purpose: marketing
            Urgency: High
            Created: 2026-11-21T08:15:30Z
            Expires: 2026-11-22T08:15:30Z
            Delivery: delivery-1
            Key: delivery-1-a-webhook
            Unsubscribe: https://shop.example/out/abc
            Subject: Your cart
            Link: https://shop.example/cart?c=1
            Image: https://shop.example/boots.png
            Button: To the cart
            Button: Not now

            Your boots are still here 👢

            --- HTML ---
            <p>Your <b>boots</b> are still here</p>

            """,
            await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Send_TheSameKeyAgain_DoublesNothing()
    {
        var first = await SendAsync(SampleMessage.Full);
        var shown = _console.ToString();
        var second = await SendAsync(SampleMessage.Full);

        Assert.Equal(first, second);
        Assert.Single(Directory.GetFileSystemEntries(_folder));
        Assert.Equal(shown, _console.ToString());
    }

    [Fact]
    public async Task Send_TheSameKeyFromManyAtOnce_WritesOneFileAndShowsItOnce()
    {
        using var shown = new StringWriter();
        var console = TextWriter.Synchronized(shown);
        var adapters = Enumerable.Range(0, 16).Select(_ => Adapter(Channel.Sms, console)).ToList();

        var outcomes = await Task.WhenAll(adapters.Select(adapter =>
            Task.Run(async () => await adapter.SendAsync(SampleMessage.Full, TestContext.Current.CancellationToken), TestContext.Current.CancellationToken)));

        Assert.All(outcomes, outcome => Assert.Equal(AttemptResult.Accepted, outcome.Result));
        Assert.Single(Directory.GetFileSystemEntries(_folder));
        Assert.Single(shown.ToString().Split("saved as")[1..]);
    }

    [Fact]
    public async Task Send_AnotherKeyOrTenant_WritesAnotherFile()
    {
        await SendAsync(SampleMessage.Full);
        await SendAsync(SampleMessage.Full with { IdempotencyKey = "another" });
        await SendAsync(SampleMessage.Full with { Tenant = new("another") });

        Assert.Equal(3, Directory.GetFiles(_folder).Length);
    }

    [Fact]
    public async Task Send_Later_SortsBehind()
    {
        var early = await SendAsync(SampleMessage.Full with { Delivery = new("z") });
        var late = await SendAsync(SampleMessage.Full with { Delivery = new("a"), CreatedAt = SampleMessage.Full.CreatedAt.AddMilliseconds(1) });

        Assert.True(string.CompareOrdinal(early.ProviderMessageId, late.ProviderMessageId) < 0);
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("..")]
    [InlineData("/abs/olute")]
    [InlineData("C:\\windows\\x")]
    [InlineData("a:b*c?d|e<f>\"g")]
    [InlineData("ünïcode 👢")]
    public async Task Send_WithAnIdentifierThatIsAPath_StaysInItsFolder(string delivery)
    {
        var outcome = await SendAsync(SampleMessage.Full with { Delivery = new(delivery) });

        Assert.Equal(AttemptResult.Accepted, outcome.Result);
        Assert.Matches(@"^[A-Za-z0-9._-]+$", outcome.ProviderMessageId);
        Assert.Equal(outcome.ProviderMessageId, Path.GetFileName(Assert.Single(Directory.GetFiles(_folder))));
    }

    [Fact]
    public async Task Send_WithTheLongestIdentifier_HasANameThatFilesystemsTake()
    {
        var outcome = await SendAsync(SampleMessage.Full with { Delivery = new(new string('d', 200)) });

        Assert.Equal(AttemptResult.Accepted, outcome.Result);
        Assert.True(outcome.ProviderMessageId!.Length < 200);
    }

    [Fact]
    public async Task Send_WithLineBreaksInAValue_AddsNoHeaderLine()
    {
        await SendAsync(SampleMessage.Full with { Content = new() { Text = "Hi", Subject = "One\r\nTo: eve", Buttons = ["a\nb"] } });

        var lines = await File.ReadAllLinesAsync(Directory.GetFiles(_folder)[0], TestContext.Current.CancellationToken);
        Assert.Single(lines, line => line.StartsWith("To:", StringComparison.Ordinal));
        Assert.Contains("Subject: One To: eve", lines);
    }

    [Fact]
    public async Task Send_OnLiveChat_ShowsABubble()
    {
        var chat = SampleMessage.Full with
        {
            Channel = Channel.LiveChat,
            RecipientName = "Ada",
            Content = new() { Text = "Hello Ada, may I help you with your boots 👢? They are the last pair in your size, and I can hold them.", Buttons = ["Yes, please", "No, thanks"] },
        };

        var outcome = await SendAsync(chat, Channel.LiveChat);

        Assert.Equal(
            $"""

              live-chat → Ada
              ╭─────────────────────────────────────────────────────────────────╮
              │ Hello Ada, may I help you with your boots 👢? They are the last │
              │ pair in your size, and I can hold them.                         │
              │ [ Yes, please ]  [ No, thanks ]                                 │
              ╰─────────────────────────────────────────────────────────────────╯
                saved as {outcome.ProviderMessageId}

            """,
            _console.ToString());
    }

    [Fact]
    public async Task Send_OnAnotherChannel_ShowsACard()
    {
        var outcome = await SendAsync(SampleMessage.Full);

        Assert.Equal(
            $"""

              sms → Ada Løvelace
              │ Your cart
              │ 
              │ Your boots are still here 👢
              │ https://shop.example/cart?c=1
              │ [ To the cart ]  [ Not now ]
                saved as {outcome.ProviderMessageId}

            """,
            _console.ToString());
    }

    [Fact]
    public async Task Send_WithTerminalCodes_ShowsNone()
    {
        await SendAsync(SampleMessage.Full with { RecipientName = "Eve\u001b[2J", Content = new() { Text = "\u001b[31mred\u0007\u009b", Subject = "\u001b]0;x\u0007", Buttons = ["\u001b[0m"] } });

        Assert.DoesNotContain(_console.ToString(), c => char.IsControl(c) && c != '\n');
    }

    [Fact]
    public async Task Send_WithTheConsoleOff_IsQuiet()
    {
        var adapter = new DevelopmentChannelAdapter(Channel.Sms, new() { Folder = _folder, Console = false }, _console);

        await adapter.SendAsync(SampleMessage.Full, TestContext.Current.CancellationToken);

        Assert.Empty(_console.ToString());
        Assert.Single(Directory.GetFiles(_folder));
    }

    [Fact]
    public async Task Send_WhereTheFolderCannotBeMade_IsNotSentAndSaysWhatToDo()
    {
        Directory.CreateDirectory(_folder);
        var file = Path.Combine(_folder, "file");
        await File.WriteAllTextAsync(file, "in the way", TestContext.Current.CancellationToken);
        var adapter = new DevelopmentChannelAdapter(Channel.Sms, new() { Folder = Path.Combine(file, "below") }, _console);

        var outcome = await adapter.SendAsync(SampleMessage.Full, TestContext.Current.CancellationToken);

        Assert.Equal(AttemptResult.NotSent, outcome.Result);
        Assert.Contains(file, outcome.Detail, StringComparison.Ordinal);
        Assert.Empty(_console.ToString());
    }

    [Fact]
    public async Task Send_Cancelled_LeavesNothing()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            await Adapter(Channel.Sms, _console).SendAsync(SampleMessage.Full, new CancellationToken(canceled: true)));

        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    [Theory]
    [InlineData("")]
    [InlineData("ada@example.com")]
    [InlineData("anything at all")]
    public void CheckAddress_ForAnything_IsValid(string address) => Assert.True(Adapter(Channel.Sms, _console).CheckAddress(address).IsValid);

    [Fact]
    public void Create_WithEverythingWrong_SaysItAllAtOnce()
    {
        var options = new DevelopmentOptions { Folder = " ", Channels = { "Live Chat" }, From = "nobody" };

        var refused = Assert.Throws<ArgumentException>(() => new DevelopmentChannelAdapter(Channel.Sms, options, _console));

        Assert.All(new[] { "Folder", "Channels[0]", "From" }, expected => Assert.Contains(expected, refused.Message, StringComparison.Ordinal));
        Assert.Throws<ArgumentException>(() => new DevelopmentChannelAdapter(default, new(), _console));
        Assert.Empty(DevelopmentOptionsCheck.Problems(new()));
    }

    [Theory]
    [InlineData("", 10, "")]
    [InlineData("one two three", 7, "one two|three")]
    [InlineData("one\n\ntwo", 10, "one||two")]
    [InlineData("abcdefghijkl", 8, "abcd|efgh|ijkl")]
    [InlineData("  indented", 20, "  indented")]
    [InlineData("日本語 日本", 6, "日本語|日本")]
    public void Wrap_AtAWidth_BreaksAtBlanks(string text, int columns, string expected)
        => Assert.Equal(expected, string.Join('|', Printable.Wrap(text, columns)));

    [Theory]
    [InlineData("abc", 3)]
    [InlineData("e\u0301", 1)]
    [InlineData("日本", 4)]
    [InlineData("👩‍👩‍👧", 2)]
    [InlineData("❤️", 2)]
    public void Columns_AsATerminalCounts(string text, int columns) => Assert.Equal(columns, Printable.Columns(text));

    /// <summary>Not among the rows above: an attribute cannot hold half a surrogate pair.</summary>
    [Fact]
    public void Columns_OfHalfASurrogatePair_IsOne() => Assert.Equal(1, Printable.Columns("\ud83d"));

    private DevelopmentChannelAdapter Adapter(Channel channel, TextWriter console) => new(channel, new() { Folder = _folder }, console);

    private ValueTask<AttemptOutcome> SendAsync(OutgoingMessage message, Channel? channel = null) =>
        Adapter(channel ?? Channel.Sms, _console).SendAsync(message, TestContext.Current.CancellationToken);
}
