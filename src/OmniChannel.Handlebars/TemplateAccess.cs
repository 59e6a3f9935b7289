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
        values = Described(typeof(TemplateValues));
        item = Described(typeof(TemplateItem));
        list = Described(typeof(TemplateList));
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

    /// <summary>Goes through a list; an item of a list of lists is walked as the list that it is. Where nobody asks which turn it is, nobody is told.</summary>
    public void Iterate(in EncodedTextWriter writer, BindingContext context, ChainSegment[] blockParamsVariables, object input, TemplateDelegate template, TemplateDelegate ifEmpty)
    {
        var items = input as TemplateList ?? (input is TemplateItem one ? TemplateList.Within(one.Values, one, "") : null);
        if (items is null)
        {
            return;
        }

        if (items.Values.Model.AsksTheTurn)
        {
            loop.Iterate(writer, context, blockParamsVariables, items, template, ifEmpty);
            return;
        }

        using var frame = context.CreateFrame();
        for (var i = 0; i < items.Count; i++)
        {
            frame.Value = items[i];
            template(writer, frame);
        }

        if (items.Count == 0)
        {
            frame.Value = context.Value;
            ifEmpty(writer, frame);
        }
    }

    private ObjectDescriptor Described(Type type) => new(type, this, static (_, _) => Array.Empty<object>(), _ => this);
}
