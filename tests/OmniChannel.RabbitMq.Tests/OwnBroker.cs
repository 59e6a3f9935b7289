using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace OmniChannel.Tests.RabbitMq;

/// <summary>A broker of one test, which may stop, kill and rob it.</summary>
internal sealed class OwnBroker : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("omnichannel-rabbit-").FullName;
    private readonly string _script = Server.Require(Server.RabbitMqServer);
    private readonly int _port = FreePort();

    public Uri Uri => new($"amqp://guest:guest@127.0.0.1:{_port}/");

    public Task StartAsync() => RunAsync("start");

    public Task StopAsync() => RunAsync("stop");

    public Task KillAsync() => RunAsync("kill");

    /// <summary>Everything it knew is gone: exchanges, queues, messages.</summary>
    public void LoseDisk() => Directory.Delete(Path.Combine(_folder, "mnesia"), recursive: true);

    public async ValueTask DisposeAsync()
    {
        await RunAsync("kill");
        Directory.Delete(_folder, recursive: true);
    }

    private async Task RunAsync(string command)
    {
        var start = new ProcessStartInfo(_script) { ArgumentList = { command, _folder } };
        start.Environment["OMNICHANNEL_RABBITMQ_PORT"] = _port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        var log = Path.Combine(_folder, "start.log");
        Assert.True(process.ExitCode == 0, $"'{command}' ended with {process.ExitCode}. The broker's log: {(File.Exists(log) ? await File.ReadAllTextAsync(log, TestContext.Current.CancellationToken) : "none")}");
    }

    /// <summary>Below 10,000: the script adds to it.</summary>
    private static int FreePort()
    {
        for (var port = 5_700; ; port++)
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken: the next one.
                continue;
            }
        }
    }
}
