using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace OmniChannel.Benchmarks;

/// <summary>A provider on loopback, in a process of its own so that its work is nobody's: HTTP/1.1 over bare sockets, every POST is answered 202.</summary>
internal sealed class LoopbackProvider : IDisposable
{
    /// <summary>What the child process is started with.</summary>
    public const string Argument = "--loopback-provider";

    private static readonly byte[] Answer = "HTTP/1.1 202 Accepted\r\nContent-Length: 2\r\nContent-Type: application/json\r\n\r\n{}"u8.ToArray();

    private readonly Process _process;

    private LoopbackProvider(Process process, Uri uri) => (_process, Uri) = (process, uri);

    public Uri Uri { get; }

    public static async Task<LoopbackProvider> StartAsync()
    {
        var process = Child(Argument);
        return new LoopbackProvider(process, new Uri($"http://127.0.0.1:{await process.StandardOutput.ReadLineAsync()}/messages"));
    }

    /// <summary>Starts this program once more, with other arguments.</summary>
    public static Process Child(params string[] arguments)
    {
        var program = Environment.ProcessPath!;
        var isHost = Path.GetFileNameWithoutExtension(program) == "dotnet";
        return Process.Start(new ProcessStartInfo(program, isHost ? [typeof(LoopbackProvider).Assembly.Location, .. arguments] : arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
    }

    /// <summary>The child's life: it ends when its parent lets go of its standard input.</summary>
    public static async Task<int> ServeAsync()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start(512);
        Console.WriteLine(((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture));
        var parent = Task.Run(Console.In.ReadLine);
        while (true)
        {
            var next = listener.AcceptSocketAsync();
            if (await Task.WhenAny(next, parent) == parent)
            {
                return 0;
            }

            _ = ServeAsync(await next);
        }
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.Dispose();
    }

    private static async Task ServeAsync(Socket socket)
    {
        using var _ = socket;
        socket.NoDelay = true;
        var buffer = new byte[16_384];
        for (var held = 0; ;)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(held));
            if (read == 0)
            {
                return;
            }

            held += read;
            while (LengthOf(buffer.AsSpan(0, held)) is { } length && length <= held)
            {
                await socket.SendAsync(Answer);
                buffer.AsSpan(length, held - length).CopyTo(buffer);
                held -= length;
            }
        }
    }

    /// <summary>How long the first request is, with its body; null while its head is not there.</summary>
    private static int? LengthOf(ReadOnlySpan<byte> bytes)
    {
        var head = bytes.IndexOf("\r\n\r\n"u8);
        if (head < 0)
        {
            return null;
        }

        var name = bytes[..head].IndexOf("Content-Length: "u8);
        var value = bytes[(name + 16)..];
        return head + 4 + int.Parse(value[..value.IndexOf((byte)'\r')], CultureInfo.InvariantCulture);
    }
}
