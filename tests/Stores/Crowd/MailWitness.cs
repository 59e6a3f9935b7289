using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace OmniChannel.Tests.Stores.Crowd;

/// <summary>Postfix's smtp-sink: one file for each message it took.</summary>
internal sealed class MailWitness : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Process _process;

    public MailWitness()
    {
        Port = FreePort();
        var start = new ProcessStartInfo(Server.Require(Server.SmtpSink)) { WorkingDirectory = _folder.Path };
        string[] user = Environment.IsPrivilegedProcess ? ["-u", "root"] : [];
        foreach (var argument in (string[])[.. user, "-d", Path.Combine(_folder.Path, "%M."), string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Port}"), "100"])
        {
            start.ArgumentList.Add(argument);
        }

        _process = Process.Start(start)!;
    }

    public int Port { get; }

    /// <summary>How many copies of each number came; a file that a killed client left unfinished is no message.</summary>
    public Dictionary<int, int> Copies() => Directory.EnumerateFiles(_folder.Path).Select(File.ReadAllText).Where(text => text.Contains("Order m", StringComparison.Ordinal))
        .GroupBy(text => CrowdMessage.InText(text).Number).ToDictionary(same => same.Key, same => same.Count());

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _folder.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
