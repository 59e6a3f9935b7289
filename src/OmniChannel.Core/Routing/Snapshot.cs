namespace OmniChannel;

internal sealed record Snapshot
{
    public string Hash => throw new NotImplementedException();
}
