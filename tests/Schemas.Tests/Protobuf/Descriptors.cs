using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace SchemaRegistry.Schemas.Tests.Protobuf;

/// <summary>Descriptors in an order of their own, so that two can be compared that differ only in what has no meaning.</summary>
internal static class Descriptors
{
    /// <summary>Without the name of the file, and without the trace that empty braces behind a method leave.</summary>
    public static FileDescriptorProto Plain(FileDescriptorProto original)
    {
        var file = original.Clone();
        file.Name = "";
        foreach (var method in file.Service.SelectMany(service => service.Method).Where(method => method.Options?.CalculateSize() == 0))
        {
            method.Options = null;
        }

        return file;
    }

    public static FileDescriptorProto Ordered(FileDescriptorProto original)
    {
        var file = Plain(original);
        var publics = file.PublicDependency.Select(index => "public " + file.Dependency[index]);
        var weaks = file.WeakDependency.Select(index => "weak " + file.Dependency[index]);
        var dependencies = file.Dependency.Concat(publics).Concat(weaks).Distinct().Order(StringComparer.Ordinal).ToList();
        file.PublicDependency.Clear();
        file.WeakDependency.Clear();
        Replace(file.Dependency, dependencies);
        Replace(file.Extension, file.Extension.OrderBy(field => (field.Extendee, field.Number)));
        Replace(file.MessageType, file.MessageType.OrderBy(message => message.Name, StringComparer.Ordinal));
        Replace(file.EnumType, file.EnumType.OrderBy(node => node.Name, StringComparer.Ordinal));
        file.Options = Merged(file.Options, Google.Protobuf.Reflection.FileOptions.Parser);
        foreach (var field in file.Extension)
        {
            field.Options = Merged(field.Options, FieldOptions.Parser);
        }

        foreach (var message in file.MessageType)
        {
            Order(message);
        }

        foreach (var node in file.EnumType)
        {
            Order(node);
        }

        foreach (var service in file.Service)
        {
            service.Options = Merged(service.Options, ServiceOptions.Parser);
            foreach (var method in service.Method)
            {
                method.Options = Merged(method.Options, MethodOptions.Parser);
            }
        }

        return file;
    }

    private static void Order(DescriptorProto message)
    {
        var names = message.OneofDecl.Select(oneOf => oneOf.Name).ToList();
        Replace(message.OneofDecl, message.OneofDecl.OrderBy(oneOf => oneOf.Name, StringComparer.Ordinal));
        var places = message.OneofDecl.Select(oneOf => oneOf.Name).ToList();
        foreach (var field in message.Field.Where(field => field.HasOneofIndex))
        {
            field.OneofIndex = places.IndexOf(names[field.OneofIndex]);
        }

        Replace(message.Field, message.Field.OrderBy(field => field.Number));
        Replace(message.NestedType, message.NestedType.OrderBy(nested => nested.Name, StringComparer.Ordinal));
        Replace(message.EnumType, message.EnumType.OrderBy(node => node.Name, StringComparer.Ordinal));
        Replace(message.Extension, message.Extension.OrderBy(field => (field.Extendee, field.Number)));
        Replace(message.ExtensionRange, message.ExtensionRange.OrderBy(range => range.Start));
        Replace(message.ReservedRange, message.ReservedRange.OrderBy(range => range.Start));
        Replace(message.ReservedName, message.ReservedName.Order(StringComparer.Ordinal));
        message.Options = Merged(message.Options, MessageOptions.Parser);
        foreach (var field in message.Field.Concat(message.Extension))
        {
            field.Options = Merged(field.Options, FieldOptions.Parser);
        }

        foreach (var oneOf in message.OneofDecl)
        {
            oneOf.Options = Merged(oneOf.Options, OneofOptions.Parser);
        }

        foreach (var nested in message.NestedType)
        {
            Order(nested);
        }

        foreach (var node in message.EnumType)
        {
            Order(node);
        }
    }

    private static void Order(EnumDescriptorProto node)
    {
        Replace(node.Value, node.Value.OrderBy(value => value.Number).ThenBy(value => value.Name, StringComparer.Ordinal));
        Replace(node.ReservedRange, node.ReservedRange.OrderBy(range => range.Start));
        Replace(node.ReservedName, node.ReservedName.Order(StringComparer.Ordinal));
        node.Options = Merged(node.Options, EnumOptions.Parser);
        foreach (var value in node.Value)
        {
            value.Options = Merged(value.Options, EnumValueOptions.Parser);
        }
    }

    private static void Replace<T>(Google.Protobuf.Collections.RepeatedField<T> field, IEnumerable<T> items)
    {
        var list = items.ToList();
        field.Clear();
        field.AddRange(list);
    }

    private static T Merged<T>(T? options, MessageParser<T> parser)
        where T : class, IMessage<T> =>
        options is null ? null! : parser.ParseFrom(WireMerge.Merge(options.ToByteArray()));
}
