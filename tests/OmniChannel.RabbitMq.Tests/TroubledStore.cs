using System.Reflection;
using OmniChannel.Storage;

namespace OmniChannel.Tests.RabbitMq;

/// <summary>A store whose units meet trouble as they begin, as a test says by their partitions.</summary>
public class TroubledStore : DispatchProxy
{
    private (IOmniStore Store, Action<IReadOnlyCollection<PartitionKey>> Trouble) _at;

    public static IOmniStore Of(IOmniStore store, Action<IReadOnlyCollection<PartitionKey>> trouble)
    {
        var proxy = Create<IOmniStore, TroubledStore>();
        ((TroubledStore)(object)proxy)._at = (store, trouble);
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (args?.OfType<IReadOnlyCollection<PartitionKey>>().FirstOrDefault() is { } partitions && targetMethod!.Name.StartsWith("Begin", StringComparison.Ordinal))
        {
            _at.Trouble(partitions);
        }

        return targetMethod!.Invoke(_at.Store, BindingFlags.DoNotWrapExceptions, null, args, null);
    }
}
