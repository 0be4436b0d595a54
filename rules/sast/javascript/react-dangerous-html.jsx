// SPDX-License-Identifier: MIT
function Text(props) {
  // ruleid: javascript-react-dangerous-html
  return <p dangerouslySetInnerHTML={{ __html: props.text }} />;
}

function Clean(props) {
  // ok: javascript-react-dangerous-html
  return <p dangerouslySetInnerHTML={{ __html: DOMPurify.sanitize(props.text) }} />;
}

function Plain(props) {
  // ok: javascript-react-dangerous-html
  return <p>{props.text}</p>;
}
