using System.Text;

namespace OmniChannel.Benchmarks;

/// <summary>What the loop by hand writes that keeps what a delivery has to leave behind: as many bytes as the dispatcher's own rows have, put together without any thought.</summary>
internal static class KeptBodies
{
    /// <summary>The bytes of an outbox row with its frozen content, and of a customer's state with its reservation, as the dispatcher leaves them of the benchmark's message.</summary>
    private const int Called = 598;
    private const int Reserved = 824;

    /// <summary>An entry of the timeline.</summary>
    public static byte[] Entry { get; } = Encoding.UTF8.GetBytes("{\"x\":\"".PadRight(132, '.') + "\"}");

    public static byte[] Outbox(BareRow row) => Grown(row.Outbox, Called);

    public static byte[] State(BareRow row) => Grown(row.State, Reserved);

    private static byte[] Grown(byte[] body, int size)
    {
        var grown = new byte[int.Max(body.Length, size)];
        body.CopyTo(grown, 0);
        grown.AsSpan(body.Length).Fill((byte)' ');
        return grown;
    }
}
