namespace OmniChannel;

internal static class Router
{
    public static Decision Decide(Snapshot snapshot, Policy policy) => throw new NotImplementedException();
}
