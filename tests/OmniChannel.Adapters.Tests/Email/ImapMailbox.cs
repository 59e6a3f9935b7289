using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace OmniChannel.Tests.Email;

/// <summary>Just enough IMAP (RFC 3501, IDLE of RFC 2177) to wait for a message and read its bytes.</summary>
internal sealed class ImapMailbox : IAsyncDisposable
{
    private readonly TcpClient _client = new();
    private readonly CancellationToken _stop = TestContext.Current.CancellationToken;
    private Stream _stream = Stream.Null;
    private int _tag;

    public static async Task<ImapMailbox> OpenAsync(string user, string password)
    {
        var (host, port) = Server.RequireEndpoint(Server.Imap);
        var mailbox = new ImapMailbox();
        await mailbox._client.ConnectAsync(host, port, mailbox._stop);
        mailbox._stream = mailbox._client.GetStream();
        await mailbox.LineAsync();
        await mailbox.AskAsync($"LOGIN {user} {password}");
        await mailbox.AskAsync("SELECT INBOX");
        return mailbox;
    }

    /// <summary>The bytes of the messages with this Message-ID, once there is one.</summary>
    public async Task<IReadOnlyList<byte[]>> WaitForAsync(string messageId)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(30), TimeProvider.System);
        await using var closing = timeout.Token.Register(_client.Close);
        while (true)
        {
            var found = await FindAsync(messageId);
            if (found.Count > 0)
            {
                return found;
            }

            await SendAsync($"t{++_tag} IDLE");
            while (await LineAsync() is var line && !line.EndsWith("EXISTS", StringComparison.Ordinal))
            {
                Assert.DoesNotContain("BYE", line, StringComparison.Ordinal);
            }

            await SendAsync("DONE");
            await UntilTaggedAsync();
        }
    }

    /// <summary>The bytes of the messages with this Message-ID, now.</summary>
    public async Task<IReadOnlyList<byte[]>> FindAsync(string messageId)
    {
        await AskAsync("NOOP");
        var search = await AskAsync($"UID SEARCH HEADER Message-ID \"{messageId}\"");
        var numbers = search.Single(static line => line.StartsWith("* SEARCH", StringComparison.Ordinal))["* SEARCH".Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var messages = new List<byte[]>();
        foreach (var number in numbers)
        {
            await SendAsync($"t{++_tag} UID FETCH {number} BODY.PEEK[]");
            var line = await LineAsync();
            var size = int.Parse(line[(line.LastIndexOf('{') + 1)..^1], CultureInfo.InvariantCulture);
            var octets = new byte[size];
            await _stream.ReadExactlyAsync(octets, _stop);
            messages.Add(octets);
            await UntilTaggedAsync();
        }

        return messages;
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<List<string>> AskAsync(string command)
    {
        await SendAsync($"t{++_tag} {command}");
        return await UntilTaggedAsync();
    }

    private async Task<List<string>> UntilTaggedAsync()
    {
        var lines = new List<string>();
        while (await LineAsync() is var line)
        {
            if (line.StartsWith($"t{_tag} ", StringComparison.Ordinal))
            {
                Assert.StartsWith($"t{_tag} OK", line, StringComparison.Ordinal);
                return lines;
            }

            lines.Add(line);
        }

        return lines;
    }

    private async Task SendAsync(string line) => await _stream.WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n"), _stop);

    private async Task<string> LineAsync()
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (true)
        {
            await _stream.ReadExactlyAsync(one, _stop);
            if (one[0] == '\n')
            {
                return line.ToString().TrimEnd('\r');
            }

            line.Append((char)one[0]);
        }
    }
}
