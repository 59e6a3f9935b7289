using OmniChannel.Delivery;
using OmniChannel.Development;
using OmniChannel.Tests.Email;

namespace OmniChannel.Tests.Development;

public sealed class DevelopmentEmailTests : IDisposable
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
    public async Task Send_AnEmail_WritesAFileThatAMailReaderOpens()
    {
        var outcome = await SendAsync(SampleMessage.Full with { Channel = Channel.Email, Address = "ada@Example.TEST" });

        Assert.EndsWith(".eml", outcome.ProviderMessageId, StringComparison.Ordinal);
        var mail = await PythonMime.ReadAsync(await File.ReadAllBytesAsync(Assert.Single(Directory.GetFiles(_folder)), TestContext.Current.CancellationToken));
        Assert.Empty(mail.Defects);
        Assert.Equal("Your cart", mail["Subject"]);
        Assert.Equal(("Ada Løvelace", "ada@example.test"), (mail.To[0].Name, mail.To[0].Address));
        Assert.Equal("shop@example.com", mail.From[0].Address);
        Assert.Equal(["text/plain", "text/html"], mail.Parts.Select(part => part.Type));
        Assert.Contains("boots", mail.Parts[0].Text, StringComparison.Ordinal);
        Assert.Equal("<https://shop.example/out/abc>", mail["List-Unsubscribe"]);
        Assert.Contains("email → Ada Løvelace", _console.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_TheSameKeyAgain_DoublesNothing()
    {
        var email = SampleMessage.Full with { Channel = Channel.Email, Address = "ada@example.test" };

        Assert.Equal(await SendAsync(email), await SendAsync(email));
        Assert.Single(Directory.GetFiles(_folder));
    }

    [Theory]
    [InlineData("nobody", "Hi", AttemptFault.Recipient)]
    [InlineData("ada@example.test", "One\r\nBcc: eve@example.test", AttemptFault.Message)]
    public async Task Send_WhatSmtpWouldRefuse_IsRefusedHereToo(string address, string subject, AttemptFault fault)
    {
        var outcome = await SendAsync(SampleMessage.Full with { Channel = Channel.Email, Address = address, Content = new() { Text = "Hi", Subject = subject } });

        Assert.Equal((AttemptResult.Rejected, fault), (outcome.Result, outcome.Fault));
        Assert.False(Directory.Exists(_folder));
        Assert.Empty(_console.ToString());
    }

    [Fact]
    public void CheckAddress_ForWhatIsNoMailbox_IsInvalid()
    {
        Assert.False(Adapter().CheckAddress("nobody").IsValid);
        Assert.Equal("ada@example.test", Adapter().CheckAddress("ada@Example.TEST").Normalized);
    }

    private DevelopmentChannelAdapter Adapter() => new(Channel.Email, new() { Folder = _folder }, _console);

    private ValueTask<AttemptOutcome> SendAsync(OutgoingMessage message) => Adapter().SendAsync(message, TestContext.Current.CancellationToken);
}
