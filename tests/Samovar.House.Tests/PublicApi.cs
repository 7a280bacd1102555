using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace Samovar.House.Tests;

/// <summary>The public surface of an assembly as text: one line per type and member, sorted.</summary>
internal static class PublicApi
{
    private const BindingFlags Own = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>The text.</summary>
    internal static string Of(IEnumerable<Type> types)
    {
        StringBuilder text = new();
        foreach (Type type in types.Where(type => type.IsVisible).OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            text.Append(Head(type)).Append('\n');
            foreach (string member in type.GetMembers(Own).Where(IsOffered).Select(Line).Distinct().Order(StringComparer.Ordinal))
            {
                text.Append("    ").Append(member).Append('\n');
            }
        }

        return text.ToString();
    }

    private static string Head(Type type)
    {
        string kind = type.IsInterface ? "interface" : type.IsEnum ? "enum" : type.IsValueType ? "struct" : type.IsAbstract && type.IsSealed ? "static class"
            : type.IsAbstract ? "abstract class" : type.IsSealed ? "sealed class" : "class";
        IEnumerable<Type> inherited = type.BaseType?.GetInterfaces() ?? [];
        IEnumerable<Type> bases = (type.BaseType is { } parent && parent != typeof(object) && !type.IsValueType ? [parent] : Type.EmptyTypes)
            .Concat(type.GetInterfaces().Where(face => face.IsVisible).Except(inherited).OrderBy(face => face.FullName, StringComparer.Ordinal));
        string list = string.Join(", ", type.IsEnum ? [] : bases.Select(Name));
        return $"{kind} {type.Namespace}.{Name(type)}{(list.Length == 0 ? string.Empty : " : " + list)}";
    }

    private static bool IsOffered(MemberInfo member) => member switch
    {
        MethodBase { IsSpecialName: true, IsConstructor: false, Name: var name } when !name.StartsWith("op_", StringComparison.Ordinal) => false,
        MethodBase method => IsVisible(method) && !method.IsDefined(typeof(CompilerGeneratedAttribute)),
        FieldInfo field => (field.IsPublic || field.IsFamily) && !field.IsSpecialName,
        PropertyInfo property => property.GetAccessors(nonPublic: true).Any(IsVisible) && property.Name != "EqualityContract",
        _ => member is EventInfo,
    };

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static string Line(MemberInfo member) => member switch
    {
        ConstructorInfo constructor => $"new({Parameters(constructor)})",
        MethodInfo method => $"{Scope(method)}{Name(method.ReturnType)} {method.Name}{Generics(method)}({Parameters(method)})",
        PropertyInfo property => $"{Scope(property.GetAccessors(nonPublic: true)[0])}{Name(property.PropertyType)} {property.Name} {{ {Accessors(property)} }}",
        FieldInfo { IsLiteral: true } field => $"const {Name(field.FieldType)} {field.Name} = {field.GetRawConstantValue()}",
        FieldInfo field => $"{(field.IsStatic ? "static " : string.Empty)}{Name(field.FieldType)} {field.Name}",
        _ => member.Name,
    };

    private static string Scope(MethodBase method) =>
        (method.IsFamily ? "protected " : string.Empty) + (method.IsStatic ? "static " : method.IsAbstract ? "abstract " : string.Empty);

    private static string Accessors(PropertyInfo property)
    {
        bool isInit = property.SetMethod?.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) == true;
        string index = string.Join(", ", property.GetIndexParameters().Select(parameter => Name(parameter.ParameterType)));
        string set = property.SetMethod is { } setter && IsVisible(setter) ? (isInit ? " init;" : " set;") : string.Empty;
        return (index.Length > 0 ? $"[{index}] " : string.Empty) + "get;" + set;
    }

    private static string Generics(MethodInfo method) =>
        method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(argument => argument.Name))}>" : string.Empty;

    private static string Parameters(MethodBase method) =>
        string.Join(", ", method.GetParameters().Select(parameter => $"{Name(parameter.ParameterType)} {parameter.Name}{(parameter.HasDefaultValue ? " = " + Default(parameter) : string.Empty)}"));

    private static string Default(ParameterInfo parameter) => parameter.RawDefaultValue switch
    {
        null => "default",
        string text => $"\"{text}\"",
        var value => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!,
    };

    private static string Name(Type type) => type switch
    {
        { IsByRef: true } => "ref " + Name(type.GetElementType()!),
        { IsPointer: true } => Name(type.GetElementType()!) + "*",
        { IsArray: true } => Name(type.GetElementType()!) + "[]",
        { IsGenericParameter: true } => type.Name,
        { IsGenericType: true } => $"{Plain(type)}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>",
        _ => Plain(type),
    };

    private static string Plain(Type type)
    {
        int mark = type.Name.IndexOf('`', StringComparison.Ordinal);
        string own = mark < 0 ? type.Name : type.Name[..mark];
        return type.DeclaringType is { } outer && !type.IsGenericParameter ? $"{Plain(outer)}.{own}" : own;
    }
}
