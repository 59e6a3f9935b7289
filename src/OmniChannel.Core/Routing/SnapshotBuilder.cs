namespace OmniChannel;

internal static class SnapshotBuilder
{
    public static Snapshot Build(SnapshotInput input) => throw new NotImplementedException();
}
