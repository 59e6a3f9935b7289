using System.Diagnostics.CodeAnalysis;
using HandlebarsDotNet;
using HandlebarsDotNet.Compiler;
using HandlebarsDotNet.Iterators;
using HandlebarsDotNet.MemberAccessors;
using HandlebarsDotNet.ObjectDescriptors;
using HandlebarsDotNet.PathStructure;

namespace OmniChannel;

/// <summary>Tells Handlebars.Net how to ask our values, so that no model of its own has to be made of them for each rendering.</summary>
internal sealed class TemplateAccess : IObjectDescriptorProvider, IMemberAccessor, IIterator
{
    private readonly ReadOnlyListIterator<TemplateList, object> loop = new();
    private readonly ObjectDescriptor values;
    private readonly ObjectDescriptor item;
    private readonly ObjectDescriptor list;

    public TemplateAccess()
    {
        values = Described(typeof(TemplateValues), this);
        item = Described(typeof(TemplateItem), this);
        list = Described(typeof(TemplateList), loop);
    }

    public bool TryGetDescriptor(Type type, [NotNullWhen(true)] out ObjectDescriptor? value)
    {
        value = type == typeof(TemplateValues) ? values : type == typeof(TemplateItem) ? item : type == typeof(TemplateList) ? list : ObjectDescriptor.Empty;
        return !ReferenceEquals(value, ObjectDescriptor.Empty);
    }

    public bool TryGetValue(object instance, ChainSegment memberName, out object? value)
    {
        value = instance switch
        {
            TemplateValues all => all.Find(memberName.TrimmedValue),
            TemplateItem one => one.Values.Find(one, memberName.TrimmedValue),
            _ => null,
        };
        return value is not null;
    }

    /// <summary>An item of a list of lists is walked as the list that it is.</summary>
    public void Iterate(in EncodedTextWriter writer, BindingContext context, ChainSegment[] blockParamsVariables, object input, TemplateDelegate template, TemplateDelegate ifEmpty)
    {
        if (input is TemplateItem one)
        {
            loop.Iterate(writer, context, blockParamsVariables, TemplateList.Within(one.Values, one, ""), template, ifEmpty);
        }
    }

    private ObjectDescriptor Described(Type type, IIterator iterator) => new(type, this, static (_, _) => Array.Empty<object>(), _ => iterator);
}
