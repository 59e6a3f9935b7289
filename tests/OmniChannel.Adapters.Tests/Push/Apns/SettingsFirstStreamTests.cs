using System.Net;
using System.Net.Sockets;
using OmniChannel.Delivery;
using OmniChannel.Push;

namespace OmniChannel.Tests.Push.Apns;

public sealed class SettingsFirstStreamTests
{
    private const int Preface = 24;
    private const byte Headers = 1;
    private static readonly byte[] Settings = [0, 0, 6, 4, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 1]; // SETTINGS_MAX_CONCURRENT_STREAMS is 1

    /// <summary>A client as it comes shows that the check can fail.</summary>
    [Theory(Timeout = 60_000)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Requests_OfANewConnection_WaitForTheServersSettings(bool isPrepared)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var handler = EgressGate.CreateHandler(allowPrivateNetworks: true);
        if (isPrepared)
        {
            ApnsConnection.Prepare(handler);
        }

        using var client = new HttpClient(handler);
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var sending = Task.WhenAll(Enumerable.Range(0, 20).Select(_ => SendAsync(client, ((IPEndPoint)listener.LocalEndpoint).Port, giveUp.Token)));
        using var server = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        var stream = server.GetStream();

        var before = await FramesAsync(stream, Preface, isPrepared ? 0 : 20);
        await stream.WriteAsync(Settings, TestContext.Current.CancellationToken);
        var after = await FramesAsync(stream, 0, isPrepared ? 1 : 0);
        await giveUp.CancelAsync();
        await sending;

        Assert.Equal(isPrepared ? 0 : 20, before.Count(type => type == Headers));
        Assert.Equal(isPrepared ? 1 : 0, after.Count(type => type == Headers));
    }

    /// <summary>The types of the frames that come, so many requests at least, until nothing comes for a while.</summary>
    private static async Task<List<byte>> FramesAsync(NetworkStream stream, int skip, int requests)
    {
        var came = new MemoryStream();
        var buffer = new byte[65_536];
        try
        {
            for (var read = -1; read != 0; came.Write(buffer, 0, read))
            {
                using var quiet = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
                if (TypesOf(came.ToArray(), skip).Count(type => type == Headers) >= requests)
                {
                    quiet.CancelAfter(TimeSpan.FromMilliseconds(700));
                }

                read = await stream.ReadAsync(buffer, quiet.Token);
            }
        }
        catch (OperationCanceledException) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            // Nothing more came.
        }

        return TypesOf(came.ToArray(), skip);
    }

    private static List<byte> TypesOf(byte[] bytes, int skip)
    {
        List<byte> types = [];
        for (var at = skip; at + 9 <= bytes.Length; at += 9 + (bytes[at] << 16 | bytes[at + 1] << 8 | bytes[at + 2]))
        {
            types.Add(bytes[at + 3]);
        }

        return types;
    }

    private static async Task SendAsync(HttpClient client, int port, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"http://127.0.0.1:{port}/")) { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact, Content = new StringContent("x") };
        try
        {
            using var answer = await client.SendAsync(request, cancellationToken);
        }
        catch (Exception ended) when (ended is HttpRequestException or OperationCanceledException)
        {
            // The server says nothing.
        }
    }
}
